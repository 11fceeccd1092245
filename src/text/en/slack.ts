export const slack = {};
