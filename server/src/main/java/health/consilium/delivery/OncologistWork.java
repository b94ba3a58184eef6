package health.consilium.delivery;

import health.consilium.access.Caller;
import health.consilium.access.Role;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.letter.Words;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CentreWork;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.WorkItem;
import health.consilium.workflow.Worklist;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.ParameterComponent;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** {@code inform-oncologist}. Only the patient lets anybody but the patient have the letter. */
@Component
class OncologistWork implements Arrangement {

    static final String CODE = "inform-oncologist";

    /** LOINC: Letter. */
    static final Coding LETTER = new Coding("http://loinc.org", "51852-2", null);

    private final FhirStore store;
    private final CentreWork centres;
    private final Worklist worklist;
    private final OpinionLetters letters;
    private final Paperwork paperwork;

    OncologistWork(
            @Lazy FhirStore store,
            @Lazy CentreWork centres,
            @Lazy Worklist worklist,
            OpinionLetters letters,
            Paperwork paperwork) {
        this.store = store;
        this.centres = centres;
        this.worklist = worklist;
        this.letters = letters;
        this.paperwork = paperwork;
    }

    @Override
    public String code() {
        return CODE;
    }

    @Override
    public Task open(CaseFile file, ArrangeRequest request, Caller caller) {
        Optional<Organization> addressee = request.recipient().map(recipient -> addressee(recipient, caller));
        Words words = Messages.words(request.language().orElse(Locale.ENGLISH));
        Composition opinion = paperwork.opinion(file);
        Reference centre = centres.reported(file).orElseThrow().getOwner();
        byte[] pdf = letters.write(file, opinion, centre, addressee).pdf(words);
        List<ParameterComponent> inputs = new ArrayList<>();
        inputs.add(
                TaskSteps.input("letter", paperwork.draft(file, pdf, LETTER, words.text("oncologist.title"), words)));
        request.recipient()
                .map(Reference::new)
                .ifPresent(recipient -> inputs.add(TaskSteps.input("recipient", recipient)));
        return worklist.open(file, WorkItem.of(CODE).with(inputs));
    }

    private Organization addressee(String recipient, Caller caller) {
        if (!caller.is(Role.PATIENT)) {
            throw Refusal.unprocessable(
                            "no-consent",
                            "The patient says who else gets the letter. Leave recipient out; the patient can hand it on.",
                            "recipient")
                    .asException();
        }
        return Optional.of(recipient)
                .filter(reference -> reference.startsWith("Organization/"))
                .flatMap(reference -> store.find(Organization.class, new IdType(reference).getIdPart()))
                .orElseThrow(() -> Refusal.unprocessable(
                                "dangling-reference", "There is no organization " + recipient + ".", "recipient")
                        .asException());
    }
}
