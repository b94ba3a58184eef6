package health.consilium.examples.coordinator;

import ca.uhn.fhir.rest.client.exceptions.FhirClientConnectionException;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;

/** The command line of the coordination desk. What happens goes to standard error, the result to standard output. */
public final class CoordinatorClient {

    private static final String USAGE =
            """
            Usage: java -jar consilium-examples.jar <command>
              offer   <case folder> <order number>           takes the case on, until the hospital is asked for records
              refer   <case folder> <order number>           from wherever it stands to the referral; prints its Task
              deliver <case folder> <order number>           from the centre's report to the delivered opinion
              read    <case folder> <order number> <folder>  the patient reads the opinion and saves its documents
            For the demo it also signs in as translators, clinician and patient.
            Environment: CONSILIUM_URL (default http://localhost:8080), CONSILIUM_PASSWORD (default: the demo's)""";

    private final String origin;
    private final String password;
    private final CaseFolder folder;
    private final String order;
    private final Story story =
            new Story(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));

    private CoordinatorClient(CaseFolder folder, String order) {
        this.origin = setting("CONSILIUM_URL", "http://localhost:8080").replaceAll("/+$", "");
        this.password = setting("CONSILIUM_PASSWORD", "consilium-demo");
        this.folder = folder;
        this.order = order;
    }

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length < 3) {
            System.err.println(USAGE);
            System.exit(2);
        }
        try {
            CoordinatorClient client = new CoordinatorClient(new CaseFolder(Path.of(arguments[1])), arguments[2]);
            switch (arguments[0] + ":" + arguments.length) {
                case "offer:3" -> client.offer();
                case "refer:3" -> System.out.println(Codes.to(client.refer()).getReference());
                case "deliver:3" -> client.deliver();
                case "read:4" -> client.read(Path.of(arguments[3]));
                default -> {
                    System.err.println(USAGE);
                    System.exit(2);
                }
            }
        } catch (BaseServerResponseException e) {
            fail(refusal(e));
        } catch (IOException e) {
            fail(e.getMessage() == null ? "No answer from the server; does it run?" : e.getMessage());
        } catch (IllegalStateException | SignIn.SignInException e) {
            fail(e.getMessage());
        }
    }

    /** The patient chooses, and the hospital is asked for what it has. */
    private void offer() throws IOException, InterruptedException {
        Coordinator desk = desk();
        PatientApp patient = patient();
        advance(desk.view(), Set.of("collecting-records"), status -> towardsReferral(status, desk, patient));
    }

    private Task refer() throws IOException, InterruptedException {
        Coordinator desk = desk();
        PatientApp patient = patient();
        advance(desk.view(), Set.of("awaiting-consent"), status -> towardsReferral(status, desk, patient));
        Reference centre = new Reference("Organization/" + folder.centre());
        DocumentReference frozen = desk.pack(centre);
        return desk.submit(centre, frozen, patient.consent(centre, frozen));
    }

    private void deliver() throws IOException, InterruptedException {
        Coordinator desk = desk();
        advance(desk.view(), Set.of("delivered", "follow-up"), status -> towardsDelivery(status, desk));
    }

    private interface Step {
        void from(String status) throws IOException, InterruptedException;
    }

    /** Does what comes next, from wherever the case stands, until it stands at one of the goals. */
    private static void advance(CaseView view, Set<String> goals, Step next) throws IOException, InterruptedException {
        String status = view.status();
        while (!goals.contains(status)) {
            next.from(status);
            status = view.awaitOther(status);
        }
    }

    private void towardsReferral(String status, Coordinator desk, PatientApp patient)
            throws IOException, InterruptedException {
        switch (status) {
            case "enquiry-submitted", "assessing" -> desk.assess();
            case "options-offered" -> patient.choose(folder.centre());
            case "collecting-records" -> desk.recordsAreIn();
            case "records-review" -> desk.reviewRecords();
            case "translating" -> translate(desk.view(), "translate", "verify-translation", folder::translationOf);
            case "matching" -> {
                desk.checkComplete();
                desk.choose(folder.centre());
            }
            default -> throw notOurs(desk.view(), status);
        }
    }

    private void towardsDelivery(String status, Coordinator desk) throws IOException, InterruptedException {
        switch (status) {
            case "report-received" ->
                translate(
                        desk.view(),
                        "translate-report",
                        "verify-report-translation",
                        original -> folder.translationOfOpinion());
            case "report-qa" -> {
                desk.review(Caller.staff(origin, "clinician", password));
                desk.deliver();
            }
            default -> throw notOurs(desk.view(), status);
        }
    }

    private static IllegalStateException notOurs(CaseView view, String status) {
        return new IllegalStateException(
                "Case " + view.number() + " is " + status + "; that is not the coordination desk's to move on");
    }

    private void read(Path target) throws IOException, InterruptedException {
        patient().read(target);
    }

    private void translate(CaseView view, String translate, String verify, Translator.Desk desk)
            throws IOException, InterruptedException {
        String number = view.number();
        new Translator(Caller.staff(origin, "translator-1", password), story).translate(translate, number, desk);
        new Translator(Caller.staff(origin, "translator-2", password), story).verify(verify, number);
    }

    private Coordinator desk() throws IOException, InterruptedException {
        Caller caller = Caller.staff(origin, "coordinator", password);
        return new Coordinator(caller, CaseView.ofOrder(caller, order), story);
    }

    private PatientApp patient() throws IOException, InterruptedException {
        Caller caller = Caller.patient(origin, folder.patientLogin(), password);
        return new PatientApp(caller, CaseView.ofOrder(caller, order), story);
    }

    private static String refusal(BaseServerResponseException refused) {
        if (refused instanceof FhirClientConnectionException) {
            return "No answer from the server; does it run? " + refused.getMessage();
        }
        String why = refused.getOperationOutcome() instanceof OperationOutcome outcome
                ? outcome.getIssue().stream()
                        .map(OperationOutcome.OperationOutcomeIssueComponent::getDiagnostics)
                        .collect(Collectors.joining("\n  "))
                : refused.getMessage();
        return "The server refused it (HTTP " + refused.getStatusCode() + "):\n  " + why;
    }

    private static String setting(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    private static void fail(String message) {
        System.err.println(message);
        System.exit(1);
    }
}
