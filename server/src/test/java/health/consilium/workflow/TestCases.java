package health.consilium.workflow;

import health.consilium.fhir.FhirStore;

/** {@link Cases} over a store of the test's own, for tests of stations. */
public final class TestCases {

    private TestCases() {}

    public static Cases over(FhirStore store) {
        return new Cases(store);
    }
}
