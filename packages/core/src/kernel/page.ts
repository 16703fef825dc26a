/** A numbered page, for the APIs whose wire says so. The first page costs the same at any size. */
export interface NumberedPage {
  /** 1 or more. */
  readonly page: number
  readonly perPage: number
}
