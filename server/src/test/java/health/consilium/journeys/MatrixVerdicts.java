package health.consilium.journeys;

import health.consilium.journeys.MatrixRules.Who;
import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;

/** What is to be said of an answer: nothing where it is what was expected. */
final class MatrixVerdicts {

    private MatrixVerdicts() {}

    static Set<Integer> read(Who who, String type, boolean sees) {
        if (who == Who.NOBODY) {
            return Set.of(401);
        }
        return Set.of(!MatrixRules.reads(who, type) ? 403 : sees ? 200 : 404);
    }

    static String status(Response response, Set<Integer> expected) {
        return expect(expected.contains(response.status()), response.status(), expected.toString());
    }

    static String found(Response response, Who who, boolean may, String id, boolean expected) {
        if (who == Who.NOBODY || !may) {
            return status(response, Set.of(who == Who.NOBODY ? 401 : 403));
        }
        if (response.status() != 200) {
            return expect(false, response.status(), "200");
        }
        boolean found = response.as(Bundle.class).getEntry().stream()
                .anyMatch(entry -> entry.getResource() != null
                        && id.equals(entry.getResource().getIdElement().getIdPart()));
        return found == expected ? "" : (found ? "found it" : "did not find it");
    }

    static String counted(Response response, Who who, String type, boolean sees) {
        if (who == Who.NOBODY || !MatrixRules.reads(who, type)) {
            return status(response, Set.of(who == Who.NOBODY ? 401 : 403));
        }
        if (response.status() == 403) {
            return MatrixRules.counts(who, type) ? "may count" : "";
        }
        int total = response.as(Bundle.class).getTotal();
        return expect(total == (sees ? 1 : 0), total, sees ? "1" : "0");
    }

    static String batch(Api caller, Who who, String reference, boolean sees) {
        Bundle batch = new Bundle().setType(Bundle.BundleType.BATCH);
        batch.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl(reference);
        Response response = caller.transaction(batch);
        if (who == Who.NOBODY) {
            return status(response, Set.of(401));
        }
        if (response.status() == 403) {
            return sees ? "the batch was refused" : "";
        }
        String status =
                response.as(Bundle.class).getEntryFirstRep().getResponse().getStatus();
        boolean holds = response.as(Bundle.class).getEntryFirstRep().hasResource()
                && !response.as(Bundle.class)
                        .getEntryFirstRep()
                        .getResource()
                        .fhirType()
                        .equals("OperationOutcome");
        return expect(
                status.startsWith("200") == sees && holds == sees, 0, (sees ? "200" : "404") + " and not " + status);
    }

    static String expect(boolean met, int got, String expected) {
        return met ? "" : got + ", not " + expected;
    }
}
