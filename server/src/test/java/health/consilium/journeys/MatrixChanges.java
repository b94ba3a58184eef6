package health.consilium.journeys;

import static health.consilium.journeys.MatrixVerdicts.expect;
import static health.consilium.journeys.MatrixVerdicts.status;

import health.consilium.fhir.FhirStore;
import health.consilium.journeys.MatrixRules.Relation;
import health.consilium.journeys.MatrixRules.Who;
import health.consilium.support.Api.Response;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Resource;

/**
 * Changes that are made, and not only let through: of every type, by whoever may, of the version that there is; and that nothing
 * has changed where somebody else tried, alone or twice in one batch.
 */
final class MatrixChanges {

    private static final List<Relation> RELATIONS = List.of(Relation.OWN, Relation.OTHER, Relation.HELD);

    private final MatrixCases cases;
    private final MatrixWorld world;
    private final FhirStore store;
    private final Collection<String> types;

    /** Two who change the same one at once would find that the other was first. */
    private final Map<String, Object> locks = new ConcurrentHashMap<>();

    private final AtomicInteger number = new AtomicInteger();

    MatrixChanges(MatrixCases cases, MatrixWorld world, FhirStore store, Collection<String> types) {
        this.cases = cases;
        this.world = world;
        this.store = store;
        this.types = types;
    }

    void add() {
        types.stream().filter(type -> !MatrixRules.isPublic(type)).forEach(type -> {
            for (Who who : Who.values()) {
                for (Relation relation : RELATIONS) {
                    cases.add("change", who, relation, type, () -> changed(who, relation, type));
                    if (!may(who, relation, type)) {
                        cases.add("change in a batch", who, relation, type, () -> changedTwice(who, relation, type));
                    }
                }
                if (MatrixRules.writes(who, type)) {
                    cases.add("create", who, Relation.OWN, type, () -> created(who, type));
                }
            }
        });
    }

    private static boolean may(Who who, Relation relation, String type) {
        return MatrixRules.writes(who, type)
                && MatrixRules.sees(who, type, relation)
                && !MatrixRules.isTheDesks(who, type);
    }

    private String changed(Who who, Relation relation, String type) {
        String reference = reference(relation, type);
        synchronized (lock(reference)) {
            String before = version(reference);
            Response response = world.caller(who, relation)
                    .with("If-Match", "W/\"" + before + "\"")
                    .send("PATCH", reference, "application/json-patch+json", patch());
            boolean same = version(reference).equals(before);
            if (!may(who, relation, type)) {
                return refused(who, response.status(), same);
            }
            int expected = MatrixRules.change(type);
            return expect(
                    response.status() == expected && same == (expected != 200),
                    response.status(),
                    expected + (same ? ", and nothing changed" : ""));
        }
    }

    private static String refused(Who who, int status, boolean same) {
        return expect(
                same && (who == Who.NOBODY ? status == 401 : status == 403 || status == 404),
                status,
                "refused" + (same ? "" : ", but it changed"));
    }

    private String changedTwice(Who who, Relation relation, String type) {
        String reference = reference(relation, type);
        synchronized (lock(reference)) {
            String before = version(reference);
            Bundle batch = new Bundle().setType(BundleType.BATCH);
            for (int i = 0; i < 2; i++) {
                batch.addEntry()
                        .setResource(new Binary()
                                .setContentType("application/json-patch+json")
                                .setData(patch()))
                        .getRequest()
                        .setMethod(HTTPVerb.PATCH)
                        .setUrl(reference)
                        .setIfMatch("W/\"" + before + "\"");
            }
            Response response = world.caller(who, relation).transaction(batch);
            boolean same = version(reference).equals(before);
            if (response.status() != 200) {
                return refused(who, response.status(), same);
            }
            List<String> statuses = response.as(Bundle.class).getEntry().stream()
                    .map(entry -> entry.getResponse().getStatus().substring(0, 3))
                    .toList();
            return expect(
                    same && statuses.stream().allMatch(Set.of("403", "404")::contains),
                    200,
                    "refused, not " + statuses);
        }
    }

    private String created(Who who, String type) {
        Resource body = MatrixWorld.resource(
                type, world.place(Relation.OWN).way().journey.patientId(), Relation.OWN, List.of());
        return status(world.caller(who, Relation.OWN).post(body), Set.of(MatrixRules.create(who, type)));
    }

    private String reference(Relation relation, String type) {
        return type + "/" + world.place(relation).ids().get(type);
    }

    private Object lock(String reference) {
        return locks.computeIfAbsent(reference, any -> new Object());
    }

    private String version(String reference) {
        return store.find(reference).orElseThrow().getMeta().getVersionId();
    }

    /** Says something new each time, because what changes nothing makes no version. */
    private byte[] patch() {
        return ("[{\"op\":\"add\",\"path\":\"/language\",\"value\":\"x-" + number.incrementAndGet() + "\"}]")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
