package health.consilium.delivery;

import health.consilium.workflow.CaseFile;
import health.consilium.workflow.WorkflowSettings;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Patient;
import org.springframework.stereotype.Component;

/** What the services of a case say to people: who gave which, when and at what cost. */
@Component
class InsuranceLetters {

    private final Readers readers;
    private final OpinionLetters names;
    private final WorkflowSettings settings;
    private final Clock clock;

    InsuranceLetters(Readers readers, OpinionLetters names, WorkflowSettings settings, Clock clock) {
        this.readers = readers;
        this.names = names;
        this.settings = settings;
        this.clock = clock;
    }

    InsuranceLetter of(CaseFile file, List<Rendered> rendered) {
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
                                one.cost().map(InsuranceLetters::written)))
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
