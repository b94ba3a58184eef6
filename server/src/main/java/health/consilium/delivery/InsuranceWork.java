package health.consilium.delivery;

import health.consilium.access.Caller;
import health.consilium.letter.Words;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.WorkItem;
import health.consilium.workflow.WorkflowSettings;
import health.consilium.workflow.Worklist;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Patient;
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
    private final OpinionLetters names;
    private final WorkflowSettings settings;
    private final Clock clock;

    InsuranceWork(
            @Lazy Worklist worklist,
            Readers readers,
            RenderedServices services,
            InsuranceStatement statements,
            Paperwork paperwork,
            OpinionLetters names,
            WorkflowSettings settings,
            Clock clock) {
        this.worklist = worklist;
        this.readers = readers;
        this.services = services;
        this.statements = statements;
        this.paperwork = paperwork;
        this.names = names;
        this.settings = settings;
        this.clock = clock;
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
        Reference pdf =
                paperwork.draft(file, letter(file, rendered).pdf(words), TYPE, words.text("insurance.title"), words);
        List<ParameterComponent> inputs = new ArrayList<>();
        inputs.add(TaskSteps.input("letter", pdf));
        statements.draft(file, rendered, pdf).forEach(claim -> inputs.add(TaskSteps.input("letter", claim)));
        return worklist.open(file, WorkItem.of(CODE).with(inputs));
    }

    private InsuranceLetter letter(CaseFile file, List<Rendered> rendered) {
        Patient patient = readers.patient(file);
        return new InsuranceLetter(
                settings.coordinationDeskName(),
                file.number(),
                LocalDate.now(clock.withZone(ZoneOffset.UTC)),
                Readers.name(patient),
                Optional.ofNullable(patient.getBirthDateElement().getValueAsString()),
                rendered.stream()
                        .map(one -> new InsuranceLetter.Line(
                                one.line(),
                                one.day(),
                                names.name(one.by()),
                                one.cost().map(InsuranceWork::written)))
                        .toList(),
                rendered.stream()
                        .map(Rendered::currency)
                        .filter(currency -> !currency.isEmpty())
                        .distinct()
                        .map(currency ->
                                InsuranceStatement.total(rendered, currency).toPlainString() + " " + currency)
                        .toList());
    }

    private static String written(Money money) {
        return money.getValue().toPlainString() + " " + money.getCurrency();
    }
}
