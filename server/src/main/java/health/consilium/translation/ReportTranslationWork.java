package health.consilium.translation;

import health.consilium.translation.rules.Translated;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.StageWork;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.WorkItem;
import health.consilium.workflow.rules.TaskKind;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** One Task for each document of the opinion that is not in the patient's language; none when the patient named no language. */
@Component
class ReportTranslationWork implements StageWork {

    private final Cases cases;
    private final Translations translations;

    ReportTranslationWork(Cases cases, Translations translations) {
        this.cases = cases;
        this.translations = translations;
    }

    @Override
    public String code() {
        return Direction.REPORT.translate();
    }

    @Override
    public List<WorkItem> needed(CaseFile file) {
        Optional<String> language = translations.preferredLanguage(file);
        if (language.isEmpty()) {
            return List.of();
        }
        List<DocumentReference> foreign = reports(file).stream()
                .filter(report -> !translations.isIn(language.get(), report))
                .filter(report -> translations.verifiedTranslation(report).isEmpty())
                .toList();
        return TranslationWork.withoutWork(cases, file, Direction.REPORT, foreign);
    }

    /** What people read; a bundle of resources is for machines. */
    private List<DocumentReference> reports(CaseFile file) {
        return cases.tasks(file.number(), TaskKind.Codes.REFERRAL).stream()
                .filter(referral -> referral.getStatus() == Task.TaskStatus.COMPLETED)
                .flatMap(referral -> TaskSteps.outputs(referral, "report").stream())
                .flatMap(output -> translations.document(output.getReference()).stream())
                .filter(Translated::isCurrent)
                .filter(report -> !report.getContentFirstRep()
                        .getAttachment()
                        .getContentType()
                        .contains("fhir"))
                .toList();
    }
}
