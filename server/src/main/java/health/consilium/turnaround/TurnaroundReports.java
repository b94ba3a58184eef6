package health.consilium.turnaround;

import health.consilium.fhir.FhirPackage;
import health.consilium.turnaround.Figures.Figure;
import health.consilium.turnaround.rules.BusinessTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Date;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportGroupComponent;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportStatus;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportType;
import org.hl7.fhir.r4.model.MeasureReport.StratifierGroupComponent;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;

/** Figures as a MeasureReport: a group for each figure, its strata tumour types or stages. */
final class TurnaroundReports {

    private static final String FIGURES = FhirPackage.CANONICAL + "/CodeSystem/turnaround-figure";
    private static final String POPULATION = "http://terminology.hl7.org/CodeSystem/measure-population";
    private static final String PROFILE = FhirPackage.CANONICAL + "/StructureDefinition/turnaround-report";

    private TurnaroundReports() {}

    /**
     * @param measure id of the Measure
     * @param strata CodeSystem of the strata; empty for names
     * @param title what a stratum is
     */
    record Kind(String measure, String strata, String title) {

        static final Kind CENTRE =
                new Kind("turnaround", FhirPackage.CANONICAL + "/CodeSystem/tumour-type", "Tumour type");
        /** Stages have ids in the pathway, but no code system. */
        static final Kind STAGES = new Kind("stage-turnaround", "", "Stage");

        CodeableConcept value(String stratum) {
            return strata.isEmpty()
                    ? new CodeableConcept().setText(stratum)
                    : new CodeableConcept(new Coding(strata, stratum, null));
        }

        String canonical() {
            return FhirPackage.CANONICAL + "/Measure/" + measure;
        }
    }

    /** One without groups where nothing ended in the period. */
    static MeasureReport of(Kind kind, String reporter, Period period, Date now, List<Figure> figures) {
        MeasureReport report = new MeasureReport();
        report.setStatus(MeasureReportStatus.COMPLETE)
                .setType(MeasureReportType.SUMMARY)
                .setMeasure(kind.canonical())
                .setDate(now)
                .setReporter(new Reference(reporter))
                .setPeriod(period);
        if (figures.isEmpty()) {
            return report;
        }
        if (kind == Kind.CENTRE) {
            report.getMeta().addProfile(PROFILE);
        }
        report.addGroup(group(kind, "median", figures, figure -> figure.median() / BusinessTime.DAY, true));
        report.addGroup(group(kind, "percentile-90", figures, figure -> figure.ninetieth() / BusinessTime.DAY, true));
        report.addGroup(group(kind, "on-time", figures, Figure::onTime, false));
        report.addGroup(group(kind, "paused", figures, Figure::paused, false));
        return report;
    }

    private static MeasureReportGroupComponent group(
            Kind kind, String code, List<Figure> figures, ToDoubleFunction<Figure> value, boolean days) {
        MeasureReportGroupComponent group = new MeasureReportGroupComponent();
        group.setCode(new CodeableConcept(new Coding(FIGURES, code, null)));
        // The first of them is over all.
        Figure all = figures.get(0);
        group.addPopulation().setCode(population()).setCount(all.count());
        group.setMeasureScore(quantity(value.applyAsDouble(all), days));
        figures.stream()
                .skip(1)
                .filter(figure -> figure.group().filter(name -> !name.isEmpty()).isPresent())
                .forEach(figure -> {
                    if (!group.hasStratifier()) {
                        group.addStratifier().addCode(new CodeableConcept().setText(kind.title()));
                    }
                    StratifierGroupComponent stratum =
                            group.getStratifierFirstRep().addStratum();
                    stratum.setValue(kind.value(figure.group().orElseThrow()));
                    stratum.addPopulation().setCode(population()).setCount(figure.count());
                    stratum.setMeasureScore(quantity(value.applyAsDouble(figure), days));
                });
        return group;
    }

    private static CodeableConcept population() {
        return new CodeableConcept(new Coding(POPULATION, "measure-population", null));
    }

    private static Quantity quantity(double value, boolean days) {
        Quantity quantity = new Quantity();
        quantity.setValue(BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP));
        if (days) {
            quantity.setSystem("http://unitsofmeasure.org").setCode("d").setUnit("business days");
        }
        return quantity;
    }
}
