package health.consilium.fhir;

/** Asked while the bytes of a document are on their way out, so that a withdrawal stops a download in progress. */
public interface DownloadGuard {

    /** Whether the caller of the request that this thread serves may still have the Binary of this id. */
    boolean mayGoOn(String binaryId);
}
