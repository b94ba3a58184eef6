package health.consilium.fhir;

/**
 * Marks a bean with HAPI hooks on storage ({@code STORAGE_*}). Every such bean is registered with the storage, so that
 * REST requests and the server's own writes meet the same rules. Hooks on requests ({@code SERVER_*}) belong to an
 * {@link EndpointInterceptor}: HAPI calls both registries for a REST write, and a bean in both would run twice.
 */
public interface StorageInterceptor {}
