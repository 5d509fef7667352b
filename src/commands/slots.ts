/** Where in the memory that workers share the number of the next file stands; behind it a slot for each worker. */
export const nextAt = 0;
