package health.consilium.completeness.rules;

import health.consilium.completeness.rules.Offer.Objection;
import health.consilium.terminology.rules.Acceptance.Coded;
import health.consilium.terminology.rules.ChecklistItem;
import health.consilium.terminology.rules.Code;
import health.consilium.terminology.rules.CodeSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Observation;

/** Every code set needs a record that counts; the codes within a set are alternatives. */
final class CodedRule implements ItemRule {

    @Override
    public Finding judge(ChecklistItem item, EvidenceIndex index, LocalDate asOf) {
        Coded coded = (Coded) item.acceptance();
        List<Offer> offers = new ArrayList<>();
        for (CodeSet set : coded.codeSets()) {
            Set<Evidence> offered = new LinkedHashSet<>();
            for (Code code : set.codes()) {
                offered.addAll(index.of(code));
            }
            offers.add(Offer.of(offered, item.maxAgeDays(), asOf, e -> objection(e, coded)));
        }
        return combine(coded, offers);
    }

    private static Optional<Objection> objection(Evidence evidence, Coded coded) {
        if (evidence.kind() == Evidence.Kind.IMAGES) {
            return Optional.of(new Objection(Problem.REPORT_MISSING, null));
        }
        return coded.germline() ? somatic(evidence) : Optional.empty();
    }

    private static Optional<Objection> somatic(Evidence evidence) {
        return evidence.resource() instanceof Observation result && Genes.isSomatic(result)
                ? Optional.of(new Objection(Problem.SOMATIC, null))
                : Optional.empty();
    }

    private static Finding combine(Coded coded, List<Offer> offers) {
        List<String> evidence = new ArrayList<>();
        List<Reason> reasons = new ArrayList<>();
        RequirementStatus worst = null;
        int met = 0;
        for (int i = 0; i < offers.size(); i++) {
            Offer offer = offers.get(i);
            offer.best().ifPresent(e -> evidence.addAll(e.references()));
            if (offer.status() == RequirementStatus.MET) {
                met++;
                continue;
            }
            worst = worst == null || worst == RequirementStatus.MISSING ? offer.status() : worst;
            reasons.addAll(offer.asFinding(coded.codeSets().get(i).label()).reasons());
        }
        if (worst == null) {
            return Finding.met(evidence);
        }
        return new Finding(met > 0 ? RequirementStatus.PARTIAL : worst, evidence, reasons);
    }
}
