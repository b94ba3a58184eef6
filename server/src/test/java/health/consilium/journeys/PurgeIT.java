package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.consilium.fhir.ContentStore;
import health.consilium.support.Api;
import health.consilium.support.Hooks;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** At the end of a case its copies are erased, at the centre and here, and that can be proved. */
@ServerTest
@ResourceLock("exports of the demo's clients")
class PurgeIT {

    /** Any readable PDF. */
    private static final byte[] PDF = Journey.exampleBytes("nsclc/records/discharge-summary.zh.pdf");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    Journeys journeys;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ContentStore contents;

    @Test
    void aClosedCaseIsErasedWithItsCopiesAndTheProofStays() {
        OnTheWay way = OnTheWay.delivered(journeys, "hcc", "centre-seoul");
        Journey journey = way.journey;
        String number = journey.number();
        Api patient = journey.patient();
        assertThat(purge(journey, "case", "patient-request").code()).isEqualTo("illegal-transition");
        withdraw(patient, journey);
        assertThat(journey.status()).isEqualTo("closed");
        assertThat(purge(journey, "case", "patient-request").code()).isEqualTo("consent-running");
        assertThat(purge(journey, "centre-copy", "consent-revoked").code()).isEqualTo("consent-running");

        end(patient, way.consent());
        Task copy = await().atMost(PATIENCE)
                .until(
                        () ->
                                way
                                        .centre()
                                        .search(Task.class, "Task?code=" + Journey.TASK_CODE + "|purge&_count=200")
                                        .stream()
                                        .filter(task -> task.getGroupIdentifier()
                                                .getValue()
                                                .equals(referralNumber(way)))
                                        .findFirst()
                                        .orElse(null),
                        task -> task != null);
        assertThat(copy.getRestriction().getPeriod().hasEnd()).as("the chase").isTrue();
        assertThat(text(copy, "package-hash")).isEqualTo(sha256(way.sent()));
        assertThat(copy.getMeta().getSecurity()).isEmpty();

        for (Api stranger :
                List.of(journey.hospital(), patient, way.centre(), Api.person("translator-1"), Api.person("admin"))) {
            assertThat(stranger.operation(journey.caseReference() + "/$purge", asked("case", "patient-request"))
                            .status())
                    .isIn(403, 404);
        }

        hold(journey, false);
        assertThat(purge(journey, "case", "patient-request").code()).isEqualTo("legal-hold");
        assertThat(purge(journey, "case", "patient-request").message()).contains("litigation", "2199-12-31");
        hold(journey, true);

        Journey other = secondCase(journey);
        Set<Object> shared =
                stored(other.number()).stream().map(row -> row.get("res_id")).collect(Collectors.toSet());
        List<Map<String, Object>> before = stored(number).stream()
                .filter(row -> !shared.contains(row.get("res_id")))
                .toList();
        int all = stored(number).size();
        assertThat(all).as("patient and tumour are shared").isGreaterThan(before.size());
        List<String> documents = contentIds(number);
        assertThat(journey.coordinator()
                        .search("Observation?patient=Patient/" + journey.patientId() + "&_count=2")
                        .getLink("next"))
                .as("a search with more to come")
                .isNotNull();
        assertThat(documents).as("documents outside the database").isNotEmpty();
        Map<String, Integer> counts = counts(dryRun(journey, "case"));
        assertThat(counts.get("Observation")).isGreaterThan(20);
        assertThat(counts).containsKeys("message", "clock", "DocumentReference", "Binary", "Consent", "Composition");
        assertThat(counts).doesNotContainKey("Patient");
        assertThat(stored(number)).as("a dry run erases nothing").hasSize(all);
        long searched = cachedSearches(before);

        // Somebody who listens would be told of the erasure, and the message would stay.
        SubscriptionIT.subscribe(journey.coordinator(), "case-stage-changed", Hooks.open());

        Parameters done = purged(journey, "case", "patient-request");

        assertThat(value(done, "status")).isEqualTo("completed");
        assertThat(counts(done)).containsAllEntriesOf(resources(counts));
        assertThat(done.getParameter().stream().filter(one -> one.getName().equals("document")))
                .hasSizeGreaterThanOrEqualTo(documents.size())
                .allSatisfy(document -> assertThat(part(document, "sha256")).matches("[0-9a-f]{64}"));
        nothingIsLeft(before, documents, number);
        assertThat(searched).as("searches had found it").isPositive();
        assertThat(cachedSearches(before)).isZero();

        Api coordinator = journey.coordinator();
        ServiceRequest stub = coordinator.read(ServiceRequest.class, journey.caseReference());
        assertThat(stub.getRequisition().getValue()).isEqualTo(number);
        assertThat(stub.getSubject().hasReference()).isFalse();
        assertThat(stub.hasReasonCode() || stub.hasNote() || stub.hasExtension())
                .isFalse();
        Task root = journey.root();
        assertThat(root.getStatus()).isEqualTo(Task.TaskStatus.COMPLETED);
        assertThat(root.getBusinessStatus().getCodingFirstRep().getCode()).isEqualTo("purged");
        assertThat(versions(journey.caseReference())).isOne();
        for (Api earlier : List.of(journey.hospital(), way.centre())) {
            assertThat(earlier.get(journey.caseReference()).status()).isEqualTo(404);
        }

        assertThat(patient.get("Patient/" + journey.patientId()).status())
                .as("another case")
                .isEqualTo(200);
        assertThat(patient.get(other.caseReference()).status()).isEqualTo(200);
        assertThat(patient.search(ServiceRequest.class, "ServiceRequest"))
                .extracting(Journey::reference)
                .containsExactly(other.caseReference());

        AuditEvent certificate = certificate(done);
        assertThat(certificate.getEntity())
                .allSatisfy(
                        entity -> assertThat(entity.getWhat().hasReference()).isFalse());
        assertThat(certificate.getEntityFirstRep().getWhat().getIdentifier().getValue())
                .isEqualTo(number);
        assertThat(details(certificate))
                .contains("reason=patient-request", "count Observation=" + counts.get("Observation"));
        assertThat(trailHolds()).isTrue();

        Parameters again = purge(journey, "case", "patient-request").as(Parameters.class);
        assertThat(again.equalsDeep(done)).as("the same answer").isTrue();

        Task open = way.centre().read(Task.class, Journey.reference(copy));
        assertThat(open.getFor().hasReference()).isFalse();
        assertThat(Journey.move(way.centre(), open, "completed").code()).isEqualTo("incomplete");
        Task attested = Journey.moved(
                way.centre(), open, "completed", Journey.output("attestation", statement(way.centre(), open)));
        assertThat(attested.getStatus()).isEqualTo(Task.TaskStatus.COMPLETED);
        Parameters copies = purge(journey, "centre-copy", "consent-revoked").as(Parameters.class);
        assertThat(value(copies, "status")).isEqualTo("completed");
        assertThat(details(copyCertificate(copies)).toString())
                .contains("sha256=" + sha256(way.sent()), "statement sha256");
    }

    @Test
    void recordsGoAndWhoWorkedOnTheCaseStays() {
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "breast", "centre-istanbul")
                .packed()
                .consented()
                .submitted();
        Journey journey = way.journey;
        String number = journey.number();
        withdraw(journey.patient(), journey);
        end(journey.patient(), way.consent());
        assertThat(journey.status()).isIn("withdrawn", "consent-revoked");

        Parameters waiting = purge(journey, "centre-copy", "consent-revoked").as(Parameters.class);
        assertThat(value(waiting, "status")).isEqualTo("waiting");
        Task task = journey.coordinator()
                .read(Task.class, ((Reference) partValue(parameter(waiting, "copy"), "task")).getReference());
        String statement = statement(way.centre(), task).getReference();
        Parameters asked = asked("centre-copy", "consent-revoked");
        asked.addParameter().setName("attestation").setValue(new Reference(statement));
        Parameters attested = journey.coordinator()
                .operation(journey.caseReference() + "/$purge", asked)
                .as(Parameters.class);
        assertThat(value(attested, "status")).isEqualTo("completed");
        assertThat(details(copyCertificate(attested)).toString()).contains("Organization/centre-istanbul");

        Parameters done = purged(journey, "records", "consent-revoked");

        assertThat(counts(done))
                .containsKeys("Observation", "DocumentReference", "Binary")
                .doesNotContainKey("Task");
        assertThat(journey.root().getStatus()).isEqualTo(Task.TaskStatus.CANCELLED);
        assertThat(journey.status()).isEqualTo("purged");
        assertThat(jdbc.sql(
                                "select count(*) from hfj_resource where res_type in ('Observation', 'Condition') and res_id in ("
                                        + OF_CASE + ")")
                        .param("case", number)
                        .query(Integer.class)
                        .single())
                .isZero();
        Api patient = journey.patient();
        assertThat(patient.get("Patient/" + journey.patientId()).status()).isEqualTo(200);
        assertThat(patient.search(Task.class, "Task?_count=100")).isNotEmpty();
        assertThat(patient.search(DocumentReference.class, "DocumentReference")).isEmpty();
        assertThat(journey.coordinator().get(statement).status())
                .as("proof stays")
                .isEqualTo(200);

        Parameters rest = purged(journey, "case", "patient-request");
        assertThat(counts(rest)).containsKeys("Patient", "Task");
        assertThat(journey.coordinator().get("Patient/" + journey.patientId()).status())
                .isIn(404, 410);
        assertThat(patient.get("Patient/" + journey.patientId()).status())
                .as("the account is gone")
                .isEqualTo(401);
        assertThat(journey.coordinator().get(statement).status()).isEqualTo(200);
    }

    @Test
    void theLawOutranksAWishButNotWhatShouldNeverHaveArrived() {
        Bundle transaction = Journey.freshTransaction("breast");
        transaction.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(Patient.class::isInstance)
                .forEach(patient -> ((Patient) patient).getAddressFirstRep().setCountry("DE"));
        Journey journey = journeys.hospitalSends(transaction);
        withdraw(journey.patient(), journey);

        Api.Response refused = purge(journey, "case", "patient-request");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("retention-duty");
        assertThat(refused.message())
                .contains("§ 630f Abs. 3 BGB")
                .contains(String.valueOf(java.time.LocalDate.now(java.time.ZoneOffset.UTC)
                        .plusYears(10)
                        .getYear()));
        assertThat(jdbc.sql("select count(*) from audit_event where kind = 'ERASURE_REFUSED' and :case = any(cases)")
                        .param("case", journey.number())
                        .query(Integer.class)
                        .single())
                .as("the ground is on record")
                .isOne();
        assertThat(counts(dryRun(journey, "case", "received-in-error"))).containsKey("Patient");
    }

    @Test
    void badParametersAreToldApart() {
        Journey journey = journeys.hospitalSends("breast");
        assertThat(purge(journey, "everything", "patient-request").code()).isEqualTo("unknown-code");
        assertThat(purge(journey, "case", "boredom").code()).isEqualTo("unknown-code");
        assertThat(journey.coordinator()
                        .operation(journey.caseReference() + "/$purge", new Parameters())
                        .status())
                .isEqualTo(400);
        Parameters mixed = asked("case", "patient-request");
        mixed.addParameter().setName("attestation").setValue(new Reference("DocumentReference/1"));
        assertThat(journey.coordinator()
                        .operation(journey.caseReference() + "/$purge", mixed)
                        .code())
                .isEqualTo("malformed");
        assertThat(journey.coordinator()
                        .operation("ServiceRequest/none/$purge", asked("case", "patient-request"))
                        .status())
                .isEqualTo(404);
        assertThat(purge(journey, "centre-copy", "consent-expired").code()).isEqualTo("not-ready");
    }

    private static final String OF_CASE = "select t.res_id from hfj_res_tag t join hfj_tag_def d on d.tag_id = t.tag_id"
            + " where d.tag_code in ('case.' || :case, 'desk.' || :case)";

    /** All that bears the label of the case. */
    private List<Map<String, Object>> stored(String number) {
        return jdbc.sql("select r.res_id, r.res_type, r.fhir_id from hfj_resource r where r.res_id in (" + OF_CASE
                        + ")")
                .param("case", number)
                .query()
                .listOfRows();
    }

    private List<String> contentIds(String number) {
        return jdbc.sql(
                        "select substring(v.res_text_vc from '[0-9a-f]{32}') from hfj_res_ver v where v.res_type = 'Binary'"
                                + " and v.res_text_vc like '%content-id%' and v.res_id in (" + OF_CASE + ")")
                .param("case", number)
                .query(String.class)
                .list();
    }

    private void nothingIsLeft(List<Map<String, Object>> before, List<String> documents, String number) {
        List<Map<String, Object>> left = stored(number);
        assertThat(left)
                .extracting(row -> row.get("res_type"))
                .as("the stub and the Task of the centre")
                .containsOnly("ServiceRequest", "Task");
        List<Long> kept = left.stream().map(row -> (Long) row.get("res_id")).toList();
        for (Map<String, Object> gone : before) {
            if (kept.contains((Long) gone.get("res_id"))) {
                continue;
            }
            String reference = gone.get("res_type") + "/" + gone.get("fhir_id");
            for (String table : List.of(
                    "hfj_resource",
                    "hfj_res_ver",
                    "hfj_res_tag",
                    "hfj_spidx_token",
                    "hfj_spidx_string",
                    "hfj_spidx_date")) {
                assertThat(jdbc.sql("select count(*) from " + table + " where res_id = :id")
                                .param("id", gone.get("res_id"))
                                .query(Integer.class)
                                .single())
                        .as(reference + " in " + table)
                        .isZero();
            }
            assertThat(Api.person("coordinator").get(reference).status())
                    .as(reference)
                    .isIn(404, 410);
        }
        String some = before.stream()
                .filter(row -> row.get("res_type").equals("Composition"))
                .map(row -> "Composition/" + row.get("fhir_id"))
                .findFirst()
                .orElseThrow();
        assertThat(Api.person("coordinator").get(some + "/_history").status()).isIn(404, 410);
        assertThat(documents).allSatisfy(id -> {
            assertThat(contents.isGone(id)).isTrue();
            assertThat(jdbc.sql("select count(*) from content_key where content_id = :id")
                            .param("id", id)
                            .query(Integer.class)
                            .single())
                    .isZero();
        });
        for (String table : List.of("notification_delivery", "shared_link")) {
            assertThat(jdbc.sql("select count(*) from " + table + " where case_number = :case")
                            .param("case", number)
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isZero();
        }
        assertThat(jdbc.sql("select count(*) from case_grant where closed_at is null and target = 'case.' || :case")
                        .param("case", number)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private long cachedSearches(List<Map<String, Object>> resources) {
        return resources.stream()
                .filter(row -> !List.of("ServiceRequest", "Task").contains(row.get("res_type")))
                .mapToLong(row -> jdbc.sql("select count(*) from hfj_search_result where resource_pid = :id")
                        .param("id", row.get("res_id"))
                        .query(Long.class)
                        .single())
                .sum();
    }

    private int versions(String reference) {
        return jdbc.sql(
                        "select count(*) from hfj_res_ver v join hfj_resource r on r.res_id = v.res_id where r.fhir_id = :id")
                .param("id", reference.split("/")[1])
                .query(Integer.class)
                .single();
    }

    /** The hospital asks again, about the same patient and the same tumour. */
    private Journey secondCase(Journey first) {
        Bundle again = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        ServiceRequest request = first.sent().getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(ServiceRequest.class::isInstance)
                .map(ServiceRequest.class::cast)
                .findFirst()
                .orElseThrow()
                .copy();
        request.getIdentifier().clear();
        request.addIdentifier(new Identifier()
                .setSystem("https://w3id.org/consilium/fhir/sid/hospital-nairobi/order")
                .setValue("AGAIN-" + java.util.UUID.randomUUID()));
        request.setSubject(new Reference("Patient/" + first.patientId()));
        request.setReasonReference(
                List.of(new Reference("Condition/" + Journey.idOf(first.sent(), first.answer(), "Condition"))));
        request.setSupportingInfo(null);
        again.addEntry()
                .setFullUrl("urn:uuid:" + java.util.UUID.randomUUID())
                .setResource(request)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("ServiceRequest");
        // Named so that the journey knows its patient.
        return journeys.hospitalSendsAgain(first, again);
    }

    private static Parameters asked(String scope, String reason) {
        Parameters parameters = new Parameters();
        parameters.addParameter("scope", new CodeType(scope));
        parameters.addParameter("reason", new CodeType(reason));
        return parameters;
    }

    private static Api.Response purge(Journey journey, String scope, String reason) {
        return journey.coordinator().operation(journey.caseReference() + "/$purge", asked(scope, reason));
    }

    private static Parameters purged(Journey journey, String scope, String reason) {
        Api.Response first = purge(journey, scope, reason);
        assertThat(first.status()).as(first.text()).isEqualTo(202);
        assertThat(value(first.as(Parameters.class), "status")).isEqualTo("in-progress");
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> purge(journey, scope, reason), response -> response.status() != 202)
                .as(Parameters.class);
    }

    private static Parameters dryRun(Journey journey, String scope) {
        return dryRun(journey, scope, "patient-request");
    }

    private static Parameters dryRun(Journey journey, String scope, String reason) {
        Parameters parameters = asked(scope, reason);
        parameters.addParameter("dryRun", new BooleanType(true));
        Parameters answer = journey.coordinator()
                .operation(journey.caseReference() + "/$purge", parameters)
                .as(Parameters.class);
        assertThat(value(answer, "status")).isEqualTo("dry-run");
        return answer;
    }

    private static void hold(Journey journey, boolean release) {
        Parameters parameters = new Parameters();
        parameters.addParameter("ground", new CodeType("litigation"));
        if (release) {
            parameters.addParameter("release", new BooleanType(true));
        } else {
            parameters.addParameter("until", new DateType("2199-12-31"));
        }
        Parameters held = journey.coordinator()
                .operation(journey.caseReference() + "/$legal-hold", parameters)
                .as(Parameters.class);
        assertThat(value(held, "held")).isEqualTo(String.valueOf(!release));
    }

    private static void withdraw(Api who, Journey journey) {
        Task abort = new Task();
        abort.setStatus(Task.TaskStatus.REQUESTED).setIntent(Task.TaskIntent.ORDER);
        abort.setCode(new CodeableConcept(new Coding("http://hl7.org/fhir/CodeSystem/task-code", "abort", null)));
        abort.setFocus(Journey.to(journey.root()));
        who.post(abort).createdId();
    }

    private static void end(Api patient, Consent given) {
        Consent consent = patient.read(Consent.class, Journey.reference(given));
        consent.setStatus(Consent.ConsentState.INACTIVE);
        patient.put(consent).as(Consent.class);
    }

    private static Reference statement(Api centre, Task about) {
        String bytes = centre.send("POST", "Binary", "application/pdf", PDF).createdId();
        DocumentReference statement = new DocumentReference();
        statement.setStatus(DocumentReferenceStatus.CURRENT);
        statement.getType().setText("Statement of erasure");
        statement
                .addContent()
                .setAttachment(new Attachment()
                        .setContentType("application/pdf")
                        .setLanguage("en")
                        .setUrl("Binary/" + bytes));
        statement.getContext().addRelated(Journey.to(about));
        return new Reference("DocumentReference/" + centre.post(statement).createdId());
    }

    private static String referralNumber(OnTheWay way) {
        return way.journey
                .coordinator()
                .read(Task.class, way.referral())
                .getGroupIdentifier()
                .getValue();
    }

    private static String text(Task task, String type) {
        return task.getInput().stream()
                .filter(input -> input.getType().getCodingFirstRep().getCode().equals(type))
                .map(input -> ((StringType) input.getValue()).getValue())
                .findFirst()
                .orElseThrow();
    }

    private static String sha256(DocumentReference document) {
        return document.getContentFirstRep()
                .getAttachment()
                .getExtensionByUrl(OnTheWay.SO + "/StructureDefinition/sha256")
                .getValue()
                .primitiveValue();
    }

    private static ParametersParameterComponent parameter(Parameters parameters, String name) {
        return parameters.getParameter().stream()
                .filter(parameter -> parameter.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String value(Parameters parameters, String name) {
        return parameter(parameters, name).getValue().primitiveValue();
    }

    private static Type partValue(ParametersParameterComponent parameter, String name) {
        return parameter.getPart().stream()
                .filter(part -> part.getName().equals(name))
                .map(ParametersParameterComponent::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static String part(ParametersParameterComponent parameter, String name) {
        return partValue(parameter, name).primitiveValue();
    }

    private static Map<String, Integer> counts(Parameters answer) {
        Map<String, Integer> counts = new TreeMap<>();
        answer.getParameter().stream()
                .filter(parameter -> parameter.getName().equals("count"))
                .forEach(count -> counts.put(part(count, "type"), Integer.valueOf(part(count, "value"))));
        return counts;
    }

    /** Messages may come between a dry run and the erasure. */
    private static Map<String, Integer> resources(Map<String, Integer> counts) {
        Map<String, Integer> resources = new TreeMap<>(counts);
        resources.keySet().removeIf(type -> Character.isLowerCase(type.charAt(0)));
        return resources;
    }

    private static AuditEvent certificate(Parameters answer) {
        return event((Identifier) parameter(answer, "certificate").getValue());
    }

    private static AuditEvent copyCertificate(Parameters answer) {
        return event((Identifier) partValue(parameter(answer, "copy"), "certificate"));
    }

    private static AuditEvent event(Identifier certificate) {
        return Api.person("admin")
                .read(AuditEvent.class, "AuditEvent/" + certificate.getValue().replace("urn:uuid:", ""));
    }

    private static List<String> details(AuditEvent event) {
        return event.getEntity().stream()
                .flatMap(entity -> entity.getDetail().stream())
                .map(detail -> detail.getType() + "=" + detail.getValue().primitiveValue())
                .toList();
    }

    private static boolean trailHolds() {
        Parameters found = Api.person("admin")
                .operation("AuditEvent/$verify-trail", new Parameters())
                .as(Parameters.class);
        return Boolean.parseBoolean(value(found, "holds"));
    }
}
