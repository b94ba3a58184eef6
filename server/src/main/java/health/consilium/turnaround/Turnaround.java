package health.consilium.turnaround;

import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.turnaround.TurnaroundReports.Kind;
import health.consilium.workflow.WorkflowSettings;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Date;
import java.util.Optional;
import org.hl7.fhir.r4.model.MeasureReport;
import org.springframework.stereotype.Service;

/** Tells turnaround, and keeps what was observed of each centre beside the directory, where a match reads it. */
@Service
class Turnaround {

    private static final String MEASURE = "turnaround";

    private final Figures figures;
    private final TumourTypes tumourTypes;
    private final FhirStore store;
    private final WorkflowSettings workflow;
    private final Clock clock;

    Turnaround(Figures figures, TumourTypes tumourTypes, FhirStore store, WorkflowSettings workflow, Clock clock) {
        this.figures = figures;
        this.tumourTypes = tumourTypes;
        this.store = store;
        this.workflow = workflow;
        this.clock = clock;
    }

    /** @throws health.consilium.fhir.RefusedException 404 no such centre */
    MeasureReport evaluate(EvaluateRequest request) {
        if (request.centre().isEmpty()) {
            return TurnaroundReports.of(
                    Kind.STAGES,
                    workflow.coordinationDeskReference(),
                    request.period(),
                    now(),
                    figures.ofStages(request.from(), request.to()));
        }
        String centre = request.centre().get();
        if (store.find(centre).isEmpty()) {
            throw Refusal.notFound("There is no " + centre + ".").asException();
        }
        tumourTypes.note();
        return ofCentre(centre, request);
    }

    private MeasureReport ofCentre(String centre, EvaluateRequest request) {
        return TurnaroundReports.of(
                Kind.CENTRE, centre, request.period(), now(), figures.ofCentre(centre, request.from(), request.to()));
    }

    /** Writes one report for each centre, over the year until now, in place of the last one. */
    void observe() {
        tumourTypes.note();
        LocalDate today = LocalDate.now(clock);
        EvaluateRequest year = new EvaluateRequest(
                MEASURE, Optional.empty(), today.minusYears(1).plusDays(1), today);
        figures.centres(year.from(), year.to()).stream()
                .filter(centre -> store.find(centre).isPresent())
                .forEach(centre -> keep(centre, ofCentre(centre, year)));
    }

    private void keep(String centre, MeasureReport report) {
        report.setId(MEASURE + "-" + centre.substring(centre.indexOf('/') + 1));
        Optional<MeasureReport> before =
                store.find(MeasureReport.class, report.getIdElement().getIdPart());
        if (before.isEmpty()) {
            store.create(report);
        } else if (isNews(before.get(), report)) {
            store.update(report);
        }
    }

    private static boolean isNews(MeasureReport before, MeasureReport after) {
        MeasureReport same = before.copy();
        same.setGroup(after.getGroup());
        return !before.getPeriod().equalsDeep(after.getPeriod()) || !before.equalsDeep(same);
    }

    private Date now() {
        return Date.from(clock.instant());
    }
}
