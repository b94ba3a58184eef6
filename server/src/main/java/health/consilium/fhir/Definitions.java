package health.consilium.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * R4's own definitions: some 30 MB on the class path. The search parameters among them are needed before the server can
 * answer, the profiles by the first validation. HAPI reads each once for all contexts of one FHIR version.
 */
public final class Definitions {

    private static final FutureTask<Void> SEARCH_PARAMETERS =
            new FutureTask<>(() -> support().fetchAllSearchParameters(), null);

    private static final FutureTask<Void> PROFILES =
            new FutureTask<>(() -> support().fetchAllStructureDefinitions(), null);

    private Definitions() {}

    /**
     * Reads on another processor, while Spring is still finding out what to build: the search parameters, without which the
     * server cannot be built, then the profiles, so that the first who writes need not wait for them.
     */
    public static void readAhead() {
        Thread reader = new Thread(
                () -> {
                    SEARCH_PARAMETERS.run();
                    PROFILES.run();
                },
                "fhir-definitions");
        reader.setDaemon(true);
        reader.start();
    }

    static DefaultProfileValidationSupport searchParameters() {
        return with(SEARCH_PARAMETERS);
    }

    static DefaultProfileValidationSupport profiles() {
        return with(PROFILES);
    }

    /** Whoever comes first reads, and the others wait; HAPI would let each of them read all. */
    private static DefaultProfileValidationSupport with(FutureTask<Void> definitions) {
        definitions.run();
        try {
            definitions.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("R4's definitions cannot be read", e);
        }
        return support();
    }

    private static DefaultProfileValidationSupport support() {
        return new DefaultProfileValidationSupport(FhirContext.forR4Cached());
    }
}
