/** Stands in every workbook this tool writes (document keywords or a cell near the top), so that it is never taken for an input. */
export const ownMarker = 'appraise/ranked@1';

/** How many rows from the top of a sheet may hold the marker. */
export const markerRows = 15;
