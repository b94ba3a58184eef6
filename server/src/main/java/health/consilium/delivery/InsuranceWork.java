package health.consilium.delivery;

import health.consilium.access.Caller;
import health.consilium.letter.Words;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.WorkItem;
import health.consilium.workflow.Worklist;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.ParameterComponent;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** {@code insurance-document}: the services of a case, for people as PDF and for systems as Claim. */
@Component
class InsuranceWork implements Arrangement {

    static final String CODE = "insurance-document";

    /** LOINC: Payment sources Document. */
    private static final Coding TYPE = new Coding("http://loinc.org", "48768-6", null);

    private final Worklist worklist;
    private final Readers readers;
    private final RenderedServices services;
    private final InsuranceStatement statements;
    private final Paperwork paperwork;
    private final InsuranceLetters letters;

    InsuranceWork(
            @Lazy Worklist worklist,
            Readers readers,
            RenderedServices services,
            InsuranceStatement statements,
            Paperwork paperwork,
            InsuranceLetters letters) {
        this.worklist = worklist;
        this.readers = readers;
        this.services = services;
        this.statements = statements;
        this.paperwork = paperwork;
        this.letters = letters;
    }

    @Override
    public String code() {
        return CODE;
    }

    @Override
    public Task open(CaseFile file, ArrangeRequest request, Caller caller) {
        Composition opinion = paperwork.opinion(file);
        List<Rendered> rendered = services.of(file, opinion);
        Words words = Messages.words(request.language().orElseGet(() -> readers.language(file)));
        Reference pdf = paperwork.draft(
                file, letters.of(file, rendered).pdf(words), TYPE, words.text("insurance.title"), words);
        List<ParameterComponent> inputs = new ArrayList<>();
        inputs.add(TaskSteps.input("letter", pdf));
        statements.draft(file, rendered, pdf).forEach(claim -> inputs.add(TaskSteps.input("letter", claim)));
        return worklist.open(file, WorkItem.of(CODE).with(inputs));
    }
}
