package health.consilium.support;

import health.consilium.smart.Account;
import health.consilium.smart.Accounts;
import health.consilium.smart.PartyRole;
import health.consilium.smart.TestTokens;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.MarkdownType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskOutputComponent;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * A case of its own on the shared server, and the words in which tests move it on.
 *
 * <pre>{@code
 * Journey journey = journeys.hospitalSends("breast");
 * journey.coordinatorAssesses().patientChooses();
 * }</pre>
 */
public final class Journey {

    public static final String TASK_CODE = "https://w3id.org/consilium/fhir/CodeSystem/task-code";

    private final String caseId;
    private final String patientId;
    private final Bundle sent;
    private final Bundle answer;
    private final Accounts accounts;
    private String root;
    private final String username = "patient-" + UUID.randomUUID();

    private Journey(String caseId, String patientId, Bundle sent, Bundle answer, Accounts accounts) {
        this.caseId = caseId;
        this.patientId = patientId;
        this.sent = sent;
        this.answer = answer;
        this.accounts = accounts;
    }

    /** Starts journeys; take it from the test's context with {@code @Autowired}. */
    @Component
    public static class Journeys {

        private final Accounts accounts;

        Journeys(Accounts accounts) {
            this.accounts = accounts;
        }

        /** The hospital in Nairobi sends an example case ({@code breast}, {@code nsclc}, {@code hcc}) of a new patient. */
        public Journey hospitalSends(String example) {
            return hospitalSends(ExampleCases.fresh(example));
        }

        /** The hospital asks again, about the same patient and the same tumour, and refers to records of the earlier case. */
        public Journey hospitalAsksAgain(Journey earlier, List<Reference> records) {
            ServiceRequest request = earlier.sent().getEntry().stream()
                    .map(BundleEntryComponent::getResource)
                    .filter(ServiceRequest.class::isInstance)
                    .map(ServiceRequest.class::cast)
                    .findFirst()
                    .orElseThrow()
                    .copy();
            request.getIdentifier().clear();
            request.addIdentifier(new Identifier()
                    .setSystem("https://w3id.org/consilium/fhir/sid/hospital-nairobi/order")
                    .setValue("AGAIN-" + UUID.randomUUID()));
            request.setSubject(new Reference("Patient/" + earlier.patientId()));
            request.setReasonReference(List.of(new Reference("Condition/" + earlier.idOf("Condition"))));
            request.setSupportingInfo(records);
            Bundle transaction = new Bundle().setType(Bundle.BundleType.TRANSACTION);
            transaction
                    .addEntry()
                    .setFullUrl("urn:uuid:" + UUID.randomUUID())
                    .setResource(request)
                    .getRequest()
                    .setMethod(Bundle.HTTPVerb.POST)
                    .setUrl("ServiceRequest");
            Bundle answer =
                    Api.system("hospital-nairobi").transaction(transaction).as(Bundle.class);
            return new Journey(
                    Api.idOf(transaction, answer, "ServiceRequest"),
                    earlier.patientId(),
                    transaction,
                    answer,
                    accounts);
        }

        /** The patient of an earlier case asks for another opinion, without a hospital. */
        public Journey patientAsks(Journey earlier) {
            String id = earlier.patient().post(enquiry(earlier.patientId())).createdId();
            return new Journey(id, earlier.patientId(), earlier.sent(), earlier.answer(), accounts);
        }

        /** The hospital sends this transaction. */
        public Journey hospitalSends(Bundle transaction) {
            Bundle answer =
                    Api.system("hospital-nairobi").transaction(transaction).as(Bundle.class);
            return new Journey(
                    Api.idOf(transaction, answer, "ServiceRequest"),
                    Api.idOf(transaction, answer, "Patient"),
                    transaction,
                    answer,
                    accounts);
        }
    }

    public String caseId() {
        return caseId;
    }

    public String caseReference() {
        return "ServiceRequest/" + caseId;
    }

    public String patientId() {
        return patientId;
    }

    /** The id that the server gave to the first resource of this type that was sent. */
    public String idOf(String type) {
        return Api.idOf(sent, answer, type);
    }

    public Bundle sent() {
        return sent;
    }

    public Bundle answer() {
        return answer;
    }

    public Api hospital() {
        return Api.system("hospital-nairobi");
    }

    public Api coordinator() {
        return Api.person("coordinator");
    }

    /** The patient of this case, signed in. */
    public Api patient() {
        accounts.registerWithPassword(
                new Account(username, username, PartyRole.PATIENT, "Patient/" + patientId, Optional.empty(), true),
                "consilium-demo");
        return Api.patient(username);
    }

    /** The hospital adds the patient's mail address to what it has sent. */
    public void hasMail(String address) {
        Patient patient = hospital().read(Patient.class, "Patient/" + patientId);
        patient.addTelecom().setSystem(ContactPoint.ContactPointSystem.EMAIL).setValue(address);
        hospital().put(patient).as(Patient.class);
    }

    /** The patient, come by a one-time link. */
    public Api patientByLink() {
        patient();
        return Api.byLink(username, "openid fhirUser launch/patient patient/*.cruds");
    }

    /** Somebody of the staff, come by a one-time link. */
    public Api staffByLink(PartyRole role) {
        String name = role.name().toLowerCase(Locale.ROOT) + "-" + UUID.randomUUID();
        stranger(role, name);
        return Api.byLink(name, "openid fhirUser user/*.cruds");
    }

    /** Somebody of the staff with a token that does not say how the person signed in. */
    public Api staffOfUnknownSignIn(PartyRole role, JdbcTemplate jdbc) {
        String name = role.name().toLowerCase(Locale.ROOT) + "-" + UUID.randomUUID();
        stranger(role, name);
        String token = Tokens.signIn(TestServer.origin(), name, "openid fhirUser user/*.cruds");
        TestTokens.forgetSignIn(jdbc, token);
        return Api.withToken(token);
    }

    /** A person of an organization that has nothing to do with this case, signed in just now. */
    public Api stranger(PartyRole role) {
        return stranger(role, role.name().toLowerCase(Locale.ROOT) + "-" + UUID.randomUUID());
    }

    /** The same under this user name. */
    public Api stranger(PartyRole role, String name) {
        accounts.registerWithPassword(
                new Account(name, name, role, "Practitioner/" + name, Optional.of("Organization/elsewhere"), true),
                "consilium-demo");
        return Api.person(name);
    }

    /** The same, with an app that has only these scopes. */
    public Api patientWithScopes(String scopes) {
        patient();
        return Api.personWithScopes(username, scopes);
    }

    public Task root() {
        return coordinator().read(Task.class, rootReference());
    }

    public String rootReference() {
        if (root == null) {
            String search = "Task?focus=ServiceRequest/" + caseId + "&code=" + TASK_CODE + "|case";
            root = reference(coordinator().search(Task.class, search).get(0));
        }
        return root;
    }

    /** Code of the case's business status. */
    public String status() {
        return root().getBusinessStatus().getCodingFirstRep().getCode();
    }

    public String number() {
        return coordinator()
                .read(ServiceRequest.class, "ServiceRequest/" + caseId)
                .getRequisition()
                .getValue();
    }

    /** The case's open and closed Tasks of this code. */
    public List<Task> tasks(String code) {
        return coordinator()
                .search(
                        Task.class,
                        "Task?part-of=" + rootReference() + "&code=" + TASK_CODE + "|" + code + "&_count=100");
    }

    /** The one open Task of this code. */
    public Task open(String code) {
        return tasks(code).stream()
                .filter(task -> List.of("requested", "accepted", "in-progress", "on-hold")
                        .contains(task.getStatus().toCode()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No open " + code + "; the case is " + status()));
    }

    /** Somebody moves a Task to a status, as a client does. */
    public static Api.Response move(Api who, Task task, String status, TaskOutputComponent... outputs) {
        Task changed = task.copy();
        changed.setStatus(Task.TaskStatus.fromCode(status));
        List.of(outputs).forEach(changed::addOutput);
        return who.put(changed);
    }

    /** The same, and it has to succeed. */
    public static Task moved(Api who, Task task, String status, TaskOutputComponent... outputs) {
        return move(who, task, status, outputs).as(Task.class);
    }

    public Journey coordinatorAssesses() {
        Task begun = moved(coordinator(), open("assess-case"), "in-progress");
        moved(coordinator(), begun, "completed");
        return this;
    }

    public Journey patientChooses() {
        moved(patient(), open("choose-option"), "completed");
        return this;
    }

    /** The coordinator works out the options and keeps the draft; gives the whole answer, the RequestGroup first. */
    public Bundle assessed() {
        Parameters parameters = new Parameters();
        parameters.addParameter("persist", true);
        return coordinator().operation(caseReference() + "/$assess", parameters).as(Bundle.class);
    }

    /** The coordinator assesses the case and publishes the options; gives them as the patient sees them. */
    public RequestGroup optionsArePublished() {
        moved(coordinator(), open("assess-case"), "in-progress");
        RequestGroup draft = (RequestGroup) assessed().getEntryFirstRep().getResource();
        moved(coordinator(), open("assess-case"), "completed", output("options", to(draft)));
        return patient().read(RequestGroup.class, reference(draft));
    }

    /** A patient asks for a second opinion, without a hospital. */
    public static ServiceRequest enquiry(String patientId) {
        ServiceRequest enquiry = new ServiceRequest();
        enquiry.getMeta().addProfile("https://w3id.org/consilium/fhir/StructureDefinition/case-request");
        var question =
                enquiry.addExtension().setUrl("https://w3id.org/consilium/fhir/StructureDefinition/clinical-question");
        question.addExtension("number", new PositiveIntType(1));
        question.addExtension("text", new MarkdownType("Is surgery possible?"));
        enquiry.setStatus(ServiceRequest.ServiceRequestStatus.ACTIVE);
        enquiry.setIntent(ServiceRequest.ServiceRequestIntent.ORDER);
        enquiry.addCategory()
                .addCoding(new Coding(
                        "https://w3id.org/consilium/fhir/CodeSystem/request-category", "second-opinion", null));
        enquiry.setSubject(new Reference("Patient/" + patientId));
        // The requisition is the server's to give, and the profile wants none from a sender.
        return enquiry;
    }

    /** The Task by which somebody withdraws a case or a referral. */
    public static Task abort(String focus) {
        Task abort = new Task();
        abort.setStatus(Task.TaskStatus.REQUESTED).setIntent(Task.TaskIntent.ORDER);
        abort.setCode(new CodeableConcept(new Coding("http://hl7.org/fhir/CodeSystem/task-code", "abort", null)));
        abort.setFocus(new Reference(focus));
        return abort;
    }

    /** Somebody withdraws the case. */
    public Journey withdrawnBy(Api who) {
        who.post(abort(rootReference())).createdId();
        return this;
    }

    /** An output of a Task. */
    public static TaskOutputComponent output(String type, Reference value) {
        return new TaskOutputComponent(
                new CodeableConcept(new Coding("https://w3id.org/consilium/fhir/CodeSystem/task-input", type, null)),
                value);
    }

    public Journey recordsAreCollected() {
        moved(coordinator(), open("collect-record"), "completed");
        return this;
    }

    public Journey recordsAreReviewed() {
        moved(coordinator(), open("review-records"), "completed");
        return this;
    }

    /** The hospital sends one more record of the case, in two steps; gives the id of its DocumentReference. */
    public String hospitalUploads(String language) {
        byte[] pdf = ExampleCases.bytes("breast/records/pathology.hi.pdf");
        Api.Response bytes = hospital().send("POST", "Binary", "application/pdf", pdf);
        DocumentReference document = new DocumentReference();
        document.setStatus(DocumentReferenceStatus.CURRENT);
        document.getType().addCoding().setSystem("http://loinc.org").setCode("11502-2");
        document.setSubject(new Reference("Patient/" + patientId));
        document.addContent()
                .setAttachment(new Attachment()
                        .setContentType("application/pdf")
                        .setLanguage(language)
                        .setUrl("Binary/" + bytes.createdId()));
        document.getContext().addRelated(new Reference(caseReference()));
        return hospital().post(document).createdId();
    }

    public static String reference(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }

    public static Reference to(Resource resource) {
        return new Reference(reference(resource));
    }
}
