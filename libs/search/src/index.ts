export { SearchModule } from './search.module';
export { SEARCH, searchProjection } from './search.projection';
export { Search, type Found, type FoundAll, type Sought } from './search.query';
