package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.consilium.support.Api;
import health.consilium.support.ExampleCases;
import health.consilium.support.Journey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Type;

/** How the desk has a case erased, how a centre attests it, and how the answers are read. */
final class Erasure {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Any readable PDF. */
    private static final byte[] PDF = ExampleCases.bytes("nsclc/records/discharge-summary.zh.pdf");

    private Erasure() {}

    static Parameters asked(String scope, String reason) {
        Parameters parameters = new Parameters();
        parameters.addParameter("scope", new CodeType(scope));
        parameters.addParameter("reason", new CodeType(reason));
        return parameters;
    }

    static Api.Response purge(Journey journey, String scope, String reason) {
        return journey.coordinator().operation(journey.caseReference() + "/$purge", asked(scope, reason));
    }

    static Parameters purged(Journey journey, String scope, String reason) {
        Api.Response first = purge(journey, scope, reason);
        assertThat(first.status()).as(first.text()).isEqualTo(202);
        assertThat(value(first.as(Parameters.class), "status")).isEqualTo("in-progress");
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> purge(journey, scope, reason), response -> response.status() != 202)
                .as(Parameters.class);
    }

    static Parameters dryRun(Journey journey, String scope) {
        return dryRun(journey, scope, "patient-request");
    }

    static Parameters dryRun(Journey journey, String scope, String reason) {
        Parameters parameters = asked(scope, reason);
        parameters.addParameter("dryRun", new BooleanType(true));
        Parameters answer = journey.coordinator()
                .operation(journey.caseReference() + "/$purge", parameters)
                .as(Parameters.class);
        assertThat(value(answer, "status")).isEqualTo("dry-run");
        return answer;
    }

    static void hold(Journey journey, boolean release) {
        Type how = release ? new BooleanType(true) : new DateType("2199-12-31");
        Parameters held = hold(journey, release ? "release" : "until", how).as(Parameters.class);
        assertThat(value(held, "held")).isEqualTo(String.valueOf(!release));
    }

    static Api.Response hold(Journey journey, String parameter, Type value) {
        Parameters parameters = new Parameters();
        parameters.addParameter("ground", new CodeType("litigation"));
        parameters.addParameter(parameter, value);
        return journey.coordinator().operation(journey.caseReference() + "/$legal-hold", parameters);
    }

    static void end(Api patient, Consent given) {
        Consent consent = patient.read(Consent.class, Journey.reference(given));
        consent.setStatus(Consent.ConsentState.INACTIVE);
        patient.put(consent).as(Consent.class);
    }

    static Reference statement(Api centre, Task about) {
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

    static String referralNumber(OnTheWay way) {
        return way.journey
                .coordinator()
                .read(Task.class, way.referral())
                .getGroupIdentifier()
                .getValue();
    }

    static String text(Task task, String type) {
        return task.getInput().stream()
                .filter(input -> input.getType().getCodingFirstRep().getCode().equals(type))
                .map(input -> ((StringType) input.getValue()).getValue())
                .findFirst()
                .orElseThrow();
    }

    static String sha256(DocumentReference document) {
        return document.getContentFirstRep()
                .getAttachment()
                .getExtensionByUrl(OnTheWay.SO + "/StructureDefinition/sha256")
                .getValue()
                .primitiveValue();
    }

    static ParametersParameterComponent parameter(Parameters parameters, String name) {
        return parameters.getParameter().stream()
                .filter(parameter -> parameter.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static String value(Parameters parameters, String name) {
        return parameter(parameters, name).getValue().primitiveValue();
    }

    static Type partValue(ParametersParameterComponent parameter, String name) {
        return parameter.getPart().stream()
                .filter(part -> part.getName().equals(name))
                .map(ParametersParameterComponent::getValue)
                .findFirst()
                .orElseThrow();
    }

    static String part(ParametersParameterComponent parameter, String name) {
        return partValue(parameter, name).primitiveValue();
    }

    static Map<String, Integer> counts(Parameters answer) {
        Map<String, Integer> counts = new TreeMap<>();
        answer.getParameter().stream()
                .filter(parameter -> parameter.getName().equals("count"))
                .forEach(count -> counts.put(part(count, "type"), Integer.valueOf(part(count, "value"))));
        return counts;
    }

    /** Messages may come between a dry run and the erasure. */
    static Map<String, Integer> resources(Map<String, Integer> counts) {
        Map<String, Integer> resources = new TreeMap<>(counts);
        resources.keySet().removeIf(type -> Character.isLowerCase(type.charAt(0)));
        return resources;
    }

    static AuditEvent certificate(Parameters answer) {
        return event((Identifier) parameter(answer, "certificate").getValue());
    }

    static AuditEvent copyCertificate(Parameters answer) {
        return event((Identifier) partValue(parameter(answer, "copy"), "certificate"));
    }

    private static AuditEvent event(Identifier certificate) {
        return Api.person("admin")
                .read(AuditEvent.class, "AuditEvent/" + certificate.getValue().replace("urn:uuid:", ""));
    }

    static List<String> details(AuditEvent event) {
        return event.getEntity().stream()
                .flatMap(entity -> entity.getDetail().stream())
                .map(detail -> detail.getType() + "=" + detail.getValue().primitiveValue())
                .toList();
    }

    static boolean trailHolds() {
        Parameters found = Api.person("admin")
                .operation("AuditEvent/$verify-trail", new Parameters())
                .as(Parameters.class);
        return Boolean.parseBoolean(value(found, "holds"));
    }
}
