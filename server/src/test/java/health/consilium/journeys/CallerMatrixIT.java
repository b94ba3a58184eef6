package health.consilium.journeys;

import static health.consilium.journeys.MatrixVerdicts.batch;
import static health.consilium.journeys.MatrixVerdicts.counted;
import static health.consilium.journeys.MatrixVerdicts.expect;
import static health.consilium.journeys.MatrixVerdicts.found;
import static health.consilium.journeys.MatrixVerdicts.read;
import static health.consilium.journeys.MatrixVerdicts.status;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.fhir.FhirStore;
import health.consilium.journeys.MatrixRules.Relation;
import health.consilium.journeys.MatrixRules.Who;
import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceOperationComponent;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Every type that the server offers, by every interaction, for every kind of caller, on a case that is the caller's, somebody
 * else's, closed, withdrawn, or holds an opinion not yet delivered: the owner can, the stranger cannot. The types and operations
 * come from the CapabilityStatement, what is expected from {@link MatrixRules}.
 */
@ServerTest
class CallerMatrixIT {

    /** Asked, and not stored. */
    private static final String MEASURE = "turnaround";

    @Autowired
    Journeys journeys;

    @Autowired
    FhirStore store;

    private MatrixWorld world;
    private final MatrixCases cases = new MatrixCases();
    private final Set<String> called = ConcurrentHashMap.newKeySet();

    @Test
    void whoMayDoWhatOnWhichCase() throws Exception {
        Instant start = Instant.now();
        CapabilityStatementRestComponent offered =
                Api.nobody().read(CapabilityStatement.class, "metadata").getRestFirstRep();
        Set<String> types = new TreeSet<>();
        offered.getResource().forEach(resource -> types.add(resource.getType()));
        types.remove("OperationOutcome");
        types.remove("Parameters");
        // Not stored as a resource; AuditIT has who reads it.
        types.remove("AuditEvent");
        assertThat(types).as("types without expectation").isSubsetOf(MatrixRules.known());
        Map<String, Set<String>> operations = operations(offered);
        assertThat(operations.keySet())
                .as("operations without expectation")
                .isSubsetOf(MatrixRules.OPERATIONS.keySet());
        world = new MatrixWorld(journeys, store, types);
        Instant ready = Instant.now();

        types.stream().filter(type -> !MatrixRules.isPublic(type)).forEach(this::readsOfCases);
        types.stream().filter(MatrixRules::isPublic).forEach(this::readsOfShared);
        translatorsReads();
        new MatrixBundles(cases, world, types).add();
        Map<String, Integer> counts = cases.run();
        types.forEach(this::writes);
        cases.run().forEach((kind, count) -> counts.merge(kind, count, Integer::sum));
        operations.forEach(this::operations);
        cases.run().forEach((kind, count) -> counts.merge(kind, count, Integer::sum));

        new MatrixChanges(cases, world, store, types).add();
        cases.run().forEach((kind, count) -> counts.merge(kind, count, Integer::sum));

        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        LoggerFactory.getLogger(CallerMatrixIT.class)
                .info(
                        "Caller matrix: {} cases over {} types, {} operations; {} s, of which {} s for the world: {}",
                        total,
                        types.size(),
                        operations.size(),
                        Duration.between(start, Instant.now()).toSeconds(),
                        Duration.between(start, ready).toSeconds(),
                        counts);
        assertThat(cases.failures()).as("of " + total + " cases").isEmpty();
        assertThat(called).as("operations that were found").containsAll(operations.keySet());
        assertThat(total).isGreaterThan(5_000);
    }

    private static Map<String, Set<String>> operations(CapabilityStatementRestComponent offered) {
        Map<String, Set<String>> operations = new TreeMap<>();
        for (CapabilityStatementRestResourceComponent resource : offered.getResource()) {
            for (CapabilityStatementRestResourceOperationComponent operation : resource.getOperation()) {
                operations
                        .computeIfAbsent(operation.getName().replaceFirst("^\\$", ""), name -> new TreeSet<>())
                        .add(resource.getType());
            }
        }
        offered.getOperation()
                .forEach(operation -> operations.computeIfAbsent(
                        operation.getName().replaceFirst("^\\$", ""), name -> new TreeSet<>()));
        return operations;
    }

    // Reads

    private void readsOfCases(String type) {
        for (Relation relation : Relation.values()) {
            MatrixWorld.Place place = world.place(relation);
            for (Who who : Who.values()) {
                Api caller = world.caller(who, relation);
                boolean sees = MatrixRules.sees(who, type, relation);
                String id = place.ids().get(type);
                cases.add(
                        "read", who, relation, type, () -> status(caller.get(type + "/" + id), read(who, type, sees)));
                cases.add(
                        "vread",
                        who,
                        relation,
                        type,
                        () -> status(caller.get(type + "/" + id + "/_history/1"), read(who, type, sees)));
                cases.add(
                        "history",
                        who,
                        relation,
                        type,
                        () -> status(
                                caller.get(type + "/" + id + "/_history"),
                                who == Who.NOBODY ? Set.of(401) : Set.of(who == Who.COORDINATOR ? 200 : 403)));
                searches(type, relation, who, caller, id, sees);
                joins(type, relation, who, caller, place, sees);
                cases.add("batch", who, relation, type, () -> batch(caller, who, type + "/" + id, sees));
            }
        }
    }

    private void searches(String type, Relation relation, Who who, Api caller, String id, boolean sees) {
        boolean may = MatrixRules.reads(who, type);
        cases.add("search", who, relation, type, () -> found(caller.get(type + "?_id=" + id), who, may, id, sees));
        cases.add(
                "search by POST",
                who,
                relation,
                type,
                () -> found(
                        caller.send(
                                "POST",
                                type + "/_search",
                                "application/x-www-form-urlencoded",
                                ("_id=" + id).getBytes(StandardCharsets.US_ASCII)),
                        who,
                        may,
                        id,
                        sees));
        cases.add(
                "count",
                who,
                relation,
                type,
                () -> counted(caller.get(type + "?_id=" + id + "&_summary=count"), who, type, sees));
        cases.add(
                "count by _count",
                who,
                relation,
                type,
                () -> counted(caller.get(type + "?_id=" + id + "&_count=0"), who, type, sees));
    }

    /** A Task of the caller's own that points to the resource, and one of the resource's case that points to the caller's. */
    private void joins(String type, Relation relation, Who who, Api caller, MatrixWorld.Place place, boolean sees) {
        if (who == Who.TRANSLATOR || who == Who.ADMIN || who == Who.NOBODY) {
            return;
        }
        Api seer = who == Who.PATIENT ? world.caller(who, Relation.OWN) : caller;
        boolean seen = who == Who.PATIENT && relation != Relation.OWN ? false : sees;
        String bait = place.baits().get(type);
        String id = place.ids().get(type);
        cases.add(
                "include",
                who,
                relation,
                type,
                () -> found(seer.get("Task?_id=" + bait + "&_include=Task:focus"), who, true, id, seen));
        String own = world.place(Relation.OWN).ids().get(type);
        String follower = place.followers().get(type);
        boolean follows = who == Who.COORDINATOR
                || (relation != Relation.HELD
                        && relation != Relation.OTHER
                        && (who == Who.HOSPITAL || relation == Relation.OWN));
        boolean may = MatrixRules.reads(who, type);
        cases.add(
                "revinclude",
                who,
                relation,
                type,
                () -> found(
                        seer.get(type + "?_id=" + own + "&_revinclude=Task:focus"),
                        who,
                        may,
                        follower,
                        follows && MatrixRules.sees(who, type, Relation.OWN)));
        if (who != Who.COORDINATOR) {
            cases.add(
                    "_has",
                    who,
                    relation,
                    type,
                    () -> status(seer.get(type + "?_has:Task:focus:_id=" + follower), Set.of(403)));
            cases.add(
                    "chain",
                    who,
                    relation,
                    type,
                    () -> status(seer.get("Task?focus:" + type + "._id=" + id), Set.of(403)));
            cases.add(
                    "wildcard",
                    who,
                    relation,
                    type,
                    () -> status(seer.get("Task?_id=" + bait + "&_include=*"), Set.of(403)));
        }
    }

    private void readsOfShared(String type) {
        String id = world.shared().get(type);
        if (id == null) {
            return;
        }
        for (Who who : Who.values()) {
            Api caller = world.caller(who, Relation.OWN);
            Set<Integer> expected = Set.of(who == Who.NOBODY ? 401 : 200);
            // HAPI answers this one from its own bindings, under ids of its own.
            Set<Integer> read = type.equals("OperationDefinition") && who != Who.NOBODY ? Set.of(404) : expected;
            cases.add("read", who, Relation.OWN, type, () -> status(caller.get(type + "/" + id), read));
            cases.add(
                    "vread",
                    who,
                    Relation.OWN,
                    type,
                    () -> status(caller.get(type + "/" + id + "/_history/1"), expected));
            cases.add(
                    "history",
                    who,
                    Relation.OWN,
                    type,
                    () -> status(caller.get(type + "/" + id + "/_history"), expected));
            cases.add("search", who, Relation.OWN, type, () -> status(caller.get(type + "?_id=" + id), expected));
        }
    }

    private void translatorsReads() {
        Api translator = world.caller(Who.TRANSLATOR, Relation.OWN);
        world.inHand()
                .forEach((type, id) -> cases.add(
                        "read",
                        Who.TRANSLATOR,
                        Relation.OWN,
                        type + " in hand",
                        () -> status(translator.get(type + "/" + id), Set.of(200))));
        world.inHand()
                .forEach((type, id) -> cases.add(
                        "search",
                        Who.TRANSLATOR,
                        Relation.OWN,
                        type + " in hand",
                        () -> found(translator.get(type + "?_id=" + id), Who.TRANSLATOR, true, id, true)));
        world.handedOn().entrySet().stream()
                .filter(done -> !done.getKey().equals("Task"))
                .forEach(done -> cases.add(
                        "read",
                        Who.TRANSLATOR,
                        Relation.OTHER,
                        done.getKey() + " handed on",
                        () -> status(translator.get(done.getKey() + "/" + done.getValue()), Set.of(404))));
    }

    // Writes

    private void writes(String type) {
        for (Relation relation : List.of(Relation.OTHER, Relation.HELD, Relation.WITHDRAWN, Relation.OWN)) {
            for (Who who : Who.values()) {
                if (!MatrixRules.isPublic(type)) {
                    writesOfCase(type, relation, who);
                }
            }
        }
        for (Who who : Who.values()) {
            Api caller = world.caller(who, Relation.OWN);
            if (who != Who.COORDINATOR && who != Who.ADMIN) {
                cases.add("create", who, Relation.OWN, type, () -> created(caller, who, type));
            }
        }
    }

    private void writesOfCase(String type, Relation relation, Who who) {
        MatrixWorld.Place place = world.place(relation);
        String id = place.ids().get(type);
        Api caller = world.caller(who, relation);
        boolean writes = MatrixRules.writes(who, type);
        boolean sees = MatrixRules.sees(who, type, relation);
        String patient = place.way().journey.patientId();
        cases.add(
                "patch",
                who,
                relation,
                type,
                () -> status(
                        caller.with("If-Match", "W/\"7\"")
                                .send(
                                        "PATCH",
                                        type + "/" + id,
                                        "application/json-patch+json",
                                        "[{\"op\":\"test\",\"path\":\"/language\",\"value\":\"xx\"}]"
                                                .getBytes(StandardCharsets.US_ASCII)),
                        who == Who.NOBODY
                                ? Set.of(401)
                                : !writes ? Set.of(403) : sees ? Set.of(400, 409, 412, 422) : Set.of(404)));
        if (who != Who.COORDINATOR && who != Who.ADMIN) {
            strangersWrites(type, relation, who, caller, id, patient);
        }
        if (who == Who.COORDINATOR || who == Who.ADMIN) {
            desksWrites(type, relation, who, caller, id);
            return;
        }
        if (who == Who.NOBODY) {
            return;
        }
        Resource body = MatrixWorld.resource(type, patient, relation, List.of());
        body.setId(id);
        cases.add("update", who, relation, type, () -> {
            Response response = caller.put(body);
            return status(
                    response,
                    !writes
                            ? Set.of(403)
                            : !sees
                                    ? Set.of(404, 412)
                                    : MatrixRules.isTheDesks(who, type)
                                            ? Set.of(403)
                                            : who == Who.HOSPITAL
                                                            && MatrixRules.FACTS.contains(type)
                                                            && !type.equals("Binary")
                                                    ? Set.of(200)
                                                    : Set.of(200, 400, 412, 422));
        });
        cases.add("update in a transaction", who, relation, type, () -> {
            Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
            bundle.addEntry()
                    .setResource(body)
                    .getRequest()
                    .setMethod(Bundle.HTTPVerb.PUT)
                    .setUrl(type + "/" + id)
                    .setIfMatch("W/\"7\"");
            int status = caller.transaction(bundle).status();
            return writes && sees
                    ? expect(
                            isLetThrough(status) || MatrixRules.isTheDesks(who, type),
                            status,
                            "let through to its rules")
                    // Whoever sees it may be told first that it has changed since.
                    : expect(status == 403 || status == 404 || (sees && status == 412), status, "403 or 404");
        });
    }

    /** Neither refused nor told that there is nothing; the rules of the resource may still object. */
    private static boolean isLetThrough(int status) {
        return status != 401 && status != 403 && status != 404 && status < 500;
    }

    /** Of conditions that nothing meets and versions that are over, so that the case stays as it is. */
    private void desksWrites(String type, Relation relation, Who who, Api caller, String id) {
        boolean writes = MatrixRules.writes(who, type);
        boolean sees = MatrixRules.sees(who, type, relation);
        Resource body =
                MatrixWorld.resource(type, world.place(relation).way().journey.patientId(), relation, List.of());
        body.setId(id);
        cases.add("update", who, relation, type, () -> {
            int status = caller.with("If-Match", "W/\"77\"").put(body).status();
            return letThrough(status, writes, sees);
        });
        cases.add("conditional create", who, relation, type, () -> {
            byte[] json = Api.FHIR.newJsonParser().encodeResourceToString(body).getBytes(StandardCharsets.UTF_8);
            int status = caller.with("If-None-Exist", "_id=" + id)
                    .send("POST", type, "application/fhir+json", json)
                    .status();
            return writes
                    ? expect(isLetThrough(status), status, "let through to its rules")
                    : expect(status == 403, status, "403");
        });
        cases.add("conditional delete", who, relation, type, () -> {
            int status = caller.delete(type + "?_id=nothing-of-the-kind").status();
            return expect(
                    writes && who == Who.COORDINATOR ? status < 300 || status == 404 : status == 403,
                    status,
                    "nothing to delete, or 403");
        });
    }

    private static String letThrough(int status, boolean writes, boolean sees) {
        if (!writes) {
            return expect(status == 403, status, "403");
        }
        return sees
                ? expect(isLetThrough(status), status, "let through to its rules")
                : expect(status == 404, status, "404");
    }

    /** What nobody but the desk does, whoever's the resource is. */
    private void strangersWrites(String type, Relation relation, Who who, Api caller, String id, String patient) {
        Set<Integer> refused = who == Who.NOBODY ? Set.of(401) : Set.of(403);
        String condition = "identifier=" + MatrixWorld.IDENTIFIERS + "|" + type + "-" + relation;
        cases.add("delete", who, relation, type, () -> status(caller.delete(type + "/" + id), refused));
        cases.add(
                "conditional delete",
                who,
                relation,
                type,
                () -> status(caller.delete(type + "?" + condition), refused));
        Resource body = MatrixWorld.resource(type, patient, relation, List.of());
        byte[] json = Api.FHIR.newJsonParser().encodeResourceToString(body).getBytes(StandardCharsets.UTF_8);
        cases.add(
                "conditional update",
                who,
                relation,
                type,
                () -> status(
                        caller.with("If-Match", "W/\"1\"")
                                .send("PUT", type + "?" + condition, "application/fhir+json", json),
                        refused));
        if (relation == Relation.OTHER || relation == Relation.HELD) {
            cases.add("conditional create", who, relation, type, () -> {
                Response response = caller.with("If-None-Exist", condition)
                        .with("Prefer", "return=representation")
                        .send("POST", type, "application/fhir+json", json);
                return expect(
                        response.status() != 200
                                && !response.text().contains(id)
                                && (MatrixRules.writes(who, type) || refused.contains(response.status())),
                        response.status(),
                        "nothing of what matched");
            });
        }
    }

    private String created(Api caller, Who who, String type) {
        String foreign = world.place(Relation.OTHER).way().journey.patientId();
        Resource body = MatrixWorld.resource(type, foreign, Relation.OTHER, List.of());
        int status = caller.post(body).status();
        if (who == Who.NOBODY) {
            return expect(status == 401, status, "401");
        }
        if (!MatrixRules.writes(who, type)) {
            // A Measure is asked, not stored: HAPI knows no create for it.
            return expect(status == 403 || (type.equals("Measure") && status == 400), status, "403");
        }
        if (type.equals("Appointment") && who != Who.CENTRE) {
            return expect(status == 403, status, "403: only centre and desk propose a talk");
        }
        boolean aboutSomebody =
                Api.FHIR.newJsonParser().encodeResourceToString(body).contains("Patient/" + foreign);
        // The hospital of the other case is, to the patient of it, the same; so that its records may name that patient.
        boolean mayName = !aboutSomebody || who == Who.HOSPITAL;
        return mayName
                ? expect(
                        status != 401 && status != 403 && status != 404 && status < 500,
                        status,
                        "taken or refused by rule")
                : expect(status >= 400 && status < 500, status, "refused");
    }

    // Operations

    private void operations(String operation, Set<String> types) {
        for (String type : types.isEmpty() ? Set.of("") : types) {
            for (Who who : Who.values()) {
                cases.add("$" + operation, who, Relation.OWN, type, () -> ofWhole(who, type, operation));
                for (Relation relation : type.isEmpty() ? new Relation[0] : Relation.values()) {
                    String id = MatrixRules.isPublic(type)
                            ? type.equals("Measure") ? MEASURE : world.shared().get(type)
                            : world.place(relation).ids().get(type);
                    if (id != null && (!MatrixRules.isPublic(type) || relation == Relation.OWN)) {
                        cases.add(
                                "$" + operation, who, relation, type, () -> ofOne(who, relation, type, id, operation));
                    }
                }
            }
        }
    }

    /** Of the server or of a whole type. */
    private String ofWhole(Who who, String type, String operation) {
        boolean ofAll = MatrixRules.OF_ONE.contains(operation);
        if (ofAll && who == Who.COORDINATOR) {
            // The desk may, and would get every patient there is.
            return "";
        }
        Response response = called(who, Relation.OWN, type.isEmpty() ? "" : type + "/", operation);
        return refusal(response, who, operation)
                .orElseGet(() -> ofAll
                        ? expect(response.status() == 403, response.status(), "403: not of all at once")
                        : MatrixRules.asksForMore(operation, who)
                                ? expect(response.status() == 403, response.status(), "403: not for a system")
                                : letThrough(response.status(), true, true));
    }

    private String ofOne(Who who, Relation relation, String type, String id, String operation) {
        Response response = called(who, relation, type + "/" + id + "/", operation);
        int status = response.status();
        boolean sees = MatrixRules.isPublic(type) || MatrixRules.sees(who, type, relation);
        return refusal(response, who, operation)
                .orElseGet(() -> sees
                        ? expect(
                                isLetThrough(status) || (status == 404 && MatrixRules.finds(operation, type)),
                                status,
                                "let through to its rules")
                        : expect(status == 404, status, "404"));
    }

    private Response called(Who who, Relation relation, String path, String operation) {
        return world.caller(who, relation).operation(path + "$" + operation, new Parameters());
    }

    /**
     * What is to be said of a caller who does not get as far as the operation; empty for one who has to be let through. That the
     * role is not asked in the operation, but before it, and before what it is called on, shows in the words alone: an operation
     * that refuses the role as well, or a parameter that is missing, must not hide that the guard has let somebody in.
     */
    private Optional<String> refusal(Response response, Who who, String operation) {
        if (who == Who.NOBODY) {
            return Optional.of(status(response, Set.of(401)));
        }
        if (response.status() == 400 && "unknown-resource".equals(response.code())) {
            // HAPI knows the operation on another level only, and says so before anybody is asked.
            return Optional.of("");
        }
        called.add(operation);
        boolean refused = response.status() == 403
                && response.message()
                        .contains("The role " + who.name().toLowerCase(Locale.ROOT) + " may not use $" + operation);
        if (MatrixRules.OPERATIONS.get(operation).contains(who)) {
            return refused ? Optional.of("refused to the role") : Optional.empty();
        }
        return Optional.of(expect(refused, response.status(), "403 of the guard"));
    }
}
