export const MatrixPage = () => null;
