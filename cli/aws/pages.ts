interface Page<Item> {
  readonly items: readonly Item[] | undefined;
  /** Undefined for the last page. */
  readonly next: string | undefined;
}

/** All items of a list that AWS returns page by page. */
export async function allPages<Item>(page: (next: string | undefined) => Promise<Page<Item>>): Promise<Item[]> {
  const all: Item[] = [];
  let next: string | undefined;
  do {
    const { items = [], next: following } = await page(next);
    all.push(...items);
    next = following;
  } while (next);
  return all;
}
