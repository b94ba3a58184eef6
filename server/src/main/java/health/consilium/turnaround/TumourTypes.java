package health.consilium.turnaround;

import health.consilium.terminology.Diagnoses;
import health.consilium.terminology.rules.TumourTypeMapping.Mapped;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import org.springframework.stereotype.Component;

/** Notes the tumour type of reported cases beside their clocks, once: figures need no records then. */
@Component
class TumourTypes {

    /** What is noted where the records do not tell, or are purged. */
    static final String UNKNOWN = "";

    private final Figures figures;
    private final Cases cases;
    private final Diagnoses diagnoses;

    TumourTypes(Figures figures, Cases cases, Diagnoses diagnoses) {
        this.figures = figures;
        this.cases = cases;
        this.diagnoses = diagnoses;
    }

    void note() {
        figures.casesWithoutTumourType()
                .forEach(number -> figures.note(
                        number, cases.byNumber(number).map(this::of).orElse(UNKNOWN)));
    }

    private String of(CaseFile file) {
        return diagnoses.tumourType(file.request(), cases.diagnosticRecords(file)) instanceof Mapped mapped
                ? mapped.type().id()
                : UNKNOWN;
    }
}
