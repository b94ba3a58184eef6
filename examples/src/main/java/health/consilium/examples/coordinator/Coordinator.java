package health.consilium.examples.coordinator;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/** The coordination desk: takes the case, sees to its records, finds the centre, refers, and delivers the opinion. */
final class Coordinator {

    private static final String REASON = Codes.SO + "/StructureDefinition/match-reason";

    private final Caller caller;
    private final CaseView view;
    private final Story story;

    Coordinator(Caller caller, CaseView view, Story story) {
        this.caller = caller;
        this.view = view;
        this.story = story;
    }

    CaseView view() {
        return view;
    }

    /** Works out what can be offered ($assess), and lays it before the patient with its prices. */
    void assess() {
        Task taken = view.open("assess-case");
        if (taken.getStatus() == TaskStatus.REQUESTED) {
            taken = caller.move(taken, TaskStatus.INPROGRESS);
        }
        Bundle options = caller.fhir()
                .operation()
                .onInstance(Codes.to(view.request()).getReference())
                .named("$assess")
                .withParameter(Parameters.class, "persist", new BooleanType(true))
                .returnResourceType(Bundle.class)
                .execute();
        RequestGroup draft = (RequestGroup) options.getEntryFirstRep().getResource();
        caller.move(taken, TaskStatus.COMPLETED, Codes.output("options", Codes.to(draft)));
        story.tell(caller.name(), "takes case %s and publishes its options ($assess):", view.number());
        draft.getAction().forEach(option -> story.more("%s: %s", option.getTitle(), option.getDescription()));
    }

    /** The hospital has sent all it has, so that nothing is left to collect. */
    void recordsAreIn() {
        caller.move(view.open("collect-record"), TaskStatus.COMPLETED);
    }

    /** The desk looks through what has come. */
    void reviewRecords() {
        Parameters answer = completeness();
        story.tell(caller.name(), "looks through the records: %s", summary(answer));
        caller.move(view.open("review-records"), TaskStatus.COMPLETED);
    }

    /**
     * Stops where an item that blocks is still open. A person at the desk would ask for it with {@code $request-missing}, or
     * waive it with a reason; an example must do neither unasked.
     */
    void checkComplete() {
        Parameters answer = completeness();
        if (!answer.getParameterBool("complete")) {
            throw new IllegalStateException("The case is not complete: " + summary(answer)
                    + ". Were its dates moved (hospital.sh send --fresh-on)?");
        }
        story.tell(caller.name(), "finds the case complete: %s", summary(answer));
    }

    private Parameters completeness() {
        return caller.fhir()
                .operation()
                .onInstance(Codes.to(view.request()).getReference())
                .named("$completeness")
                .withParameter(Parameters.class, "persist", new BooleanType(true))
                .execute();
    }

    private static String summary(Parameters answer) {
        return answer.getParameter().stream()
                .filter(parameter -> parameter.getName().equals("item"))
                .flatMap(item -> item.getPart().stream())
                .filter(part -> part.getName().equals("status"))
                .collect(Collectors.groupingBy(part -> part.getValue().primitiveValue(), Collectors.counting()))
                .entrySet()
                .stream()
                .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
                .map(entry -> entry.getValue() + " " + words(entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static String words(String status) {
        return status.equals("question") ? "not known to apply" : status.replace('-', ' ');
    }

    /** Ranks the centres and names the one that the case goes to. */
    void choose(String centre) {
        Bundle ranking = caller.fhir()
                .operation()
                .onInstance(Codes.to(view.request()).getReference())
                .named("$match")
                .withNoParameters(Parameters.class)
                .returnResourceType(Bundle.class)
                .execute();
        List<BundleEntryComponent> services = ranking.getEntry().stream()
                .filter(entry -> entry.getResource() instanceof HealthcareService)
                .toList();
        story.tell(caller.name(), "asks which centres fit ($match):");
        Reference chosen = null;
        for (int i = 0; i < services.size(); i++) {
            HealthcareService service = (HealthcareService) services.get(i).getResource();
            boolean wanted = service.getProvidedBy().getReference().equals("Organization/" + centre);
            story.more(
                    "%s %d. %s: %s",
                    wanted ? "→" : " ",
                    i + 1,
                    service.getProvidedBy().getReferenceElement().getIdPart(),
                    String.join("; ", reasons(services.get(i))));
            chosen = wanted ? service.getProvidedBy() : chosen;
        }
        if (chosen == null) {
            throw new IllegalStateException(centre + " does not fit this case");
        }
        Task task = view.open("match-centre");
        boolean asThePatientChose = services.stream()
                .filter(entry -> codes(entry).contains("chosen"))
                .map(entry -> ((HealthcareService) entry.getResource()).getProvidedBy())
                .allMatch(chosen::equalsDeep);
        if (!asThePatientChose) {
            task.getStatusReason().setText("The centre of the example gives the opinion");
        }
        caller.move(task, TaskStatus.COMPLETED, Codes.output("centre", chosen.copy()));
    }

    private static List<String> reasons(BundleEntryComponent entry) {
        List<String> reasons = new ArrayList<>();
        for (Extension reason : entry.getSearch().getExtensionsByUrl(REASON)) {
            if (List.of("chosen", "volume", "turnaround").contains(code(reason))) {
                reasons.add(reason.getExtensionByUrl("text").getValue().primitiveValue());
            }
        }
        return reasons;
    }

    private static List<String> codes(BundleEntryComponent entry) {
        return entry.getSearch().getExtensionsByUrl(REASON).stream()
                .map(Coordinator::code)
                .toList();
    }

    private static String code(Extension reason) {
        return ((Coding) reason.getExtensionByUrl("code").getValue()).getCode();
    }

    /** Freezes what the centre will read. From here on nothing in it changes. */
    DocumentReference pack(Reference centre) {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("centre").setValue(centre.copy());
        parameters.addParameter("format", new CodeType("fhir-document"));
        String location = caller.fhir()
                .operation()
                .onInstance(Codes.to(view.request()).getReference())
                .named("$package")
                .withParameters(parameters)
                .returnMethodOutcome()
                .execute()
                .getFirstResponseHeader("content-location")
                .orElseThrow();
        DocumentReference frozen = caller.fhir()
                .read()
                .resource(DocumentReference.class)
                .withUrl(location)
                .execute();
        story.tell(
                caller.name(),
                "freezes the package: %,d bytes, SHA-256 %.12s…",
                frozen.getContentFirstRep().getAttachment().getSize(),
                frozen.getContentFirstRep().getAttachment().getExtensionString(Codes.SHA256));
        return frozen;
    }

    /** Refers the case to the centre: the one step after which somebody outside sees something. */
    Task submit(Reference centre, DocumentReference frozen, Consent consent) {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("centre").setValue(centre.copy());
        parameters.addParameter().setName("package").setValue(Codes.to(frozen));
        parameters.addParameter().setName("consent").setValue(Codes.to(consent));
        Task referral = caller.fhir()
                .operation()
                .onInstance(Codes.to(view.request()).getReference())
                .named("$submit")
                .withParameters(parameters)
                .returnResourceType(Task.class)
                .execute();
        story.tell(
                caller.name(),
                "refers the case to %s: %s, to be answered by %tF",
                centre.getReferenceElement().getIdPart(),
                Codes.to(referral).getReference(),
                referral.getRestriction().getPeriod().getEnd());
        return referral;
    }

    /** A clinician at the desk reads the opinion and its translation. */
    void review(Caller clinician) {
        clinician.move(view.open("qa-report"), TaskStatus.COMPLETED);
        story.tell(clinician.name(), "has reviewed the opinion and its translation");
    }

    /** Releases the opinion to the patient. */
    void deliver() {
        view.open("deliver-report");
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("recipient").setValue(view.patient().copy());
        parameters.addParameter("channel", new CodeType("portal"));
        caller.fhir()
                .operation()
                .onInstance(Codes.to(view.root()).getReference())
                .named("$deliver")
                .withParameters(parameters)
                .execute();
        story.tell(caller.name(), "delivers it; the case is %s", view.status());
    }
}
