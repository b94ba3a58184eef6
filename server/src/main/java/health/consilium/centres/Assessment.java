package health.consilium.centres;

import health.consilium.centres.rules.Match.Standing;
import health.consilium.centres.rules.Mode;
import health.consilium.centres.rules.ModeAdvice;
import health.consilium.centres.rules.Pricing;
import health.consilium.centres.rules.Reason;
import health.consilium.centres.rules.ReasonWords;
import health.consilium.centres.rules.TravelFactsReader;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Organization;
import org.springframework.stereotype.Component;

/** Works out the options of a case: which mode, which centres, at what price. */
@Component
class Assessment {

    private final Cases cases;
    private final Matching matching;
    private final Directory directory;
    private final OptionPricing pricing;
    private final OptionDrafts drafts;
    private final Clock clock;
    private final CentresSettings settings;
    private final FhirStore store;

    Assessment(
            Cases cases,
            Matching matching,
            Directory directory,
            OptionPricing pricing,
            OptionDrafts drafts,
            Clock clock,
            CentresSettings settings,
            FhirStore store) {
        this.cases = cases;
        this.matching = matching;
        this.directory = directory;
        this.pricing = pricing;
        this.drafts = drafts;
        this.clock = clock;
        this.settings = settings;
        this.store = store;
    }

    /** @throws RefusedException 400, 404 no such case, 422 no diagnosis, 422 nothing that could be offered */
    Bundle assess(String caseId, AssessRequest.Given given) {
        AssessRequest request = AssessRequest.of(given, clock.instant(), settings);
        return store.inTransaction(() -> assess(cases.require("ServiceRequest/" + caseId), request));
    }

    private Bundle assess(CaseFile file, AssessRequest request) {
        LocalDate day = request.asOf().atZone(ZoneOffset.UTC).toLocalDate();
        Matching.Matched matched = matching.match(file, MatchRequest.any(), day);
        List<Standing> standings = matched.match().standings();
        ModeAdvice advice = ModeAdvice.of(
                TravelFactsReader.read(file.request(), matched.records(), Date.from(request.asOf())), modes(standings));
        ReasonWords patient = ReasonWords.firstOf(matched.languages());
        OptionsBundle.LeftOut leftOut =
                new OptionsBundle.LeftOut(matched.match().exclusions(), patient);
        OptionPricing.Prices prices = pricing.of(file, matched.languages(), request, day);
        List<Option> options = new ArrayList<>();
        int centres = 0;
        for (Standing standing : standings) {
            if (centres == request.maxCentres()) {
                break;
            }
            List<Option> ofCentre = options(standing, matched, advice, prices, leftOut);
            centres += ofCentre.isEmpty() ? 0 : 1;
            options.addAll(ofCentre);
        }
        if (options.isEmpty()) {
            throw nothing(leftOut);
        }
        return drafts.bundle(file, request, advice, options, leftOut, patient);
    }

    private static List<Mode> modes(List<Standing> standings) {
        return List.of(Mode.values()).stream()
                .filter(mode -> standings.stream()
                        .anyMatch(standing -> standing.service().modes().contains(mode)))
                .toList();
    }

    private List<Option> options(
            Standing standing,
            Matching.Matched matched,
            ModeAdvice advice,
            OptionPricing.Prices prices,
            OptionsBundle.LeftOut leftOut) {
        HealthcareService stored =
                matched.services().get(standing.service().entry().id()).stored();
        if (!standing.canBeOffered()) {
            leftOut.add(
                    stored,
                    standing.reasons().stream()
                            .filter(reason ->
                                    reason.code() == Reason.Code.CAPACITY || reason.code() == Reason.Code.CLOSED)
                            .toList());
            return List.of();
        }
        List<Option> options = new ArrayList<>();
        for (Mode mode : advice.offered()) {
            if (standing.service().modes().contains(mode)) {
                Pricing priced = prices.price(stored, standing.service().languages(), mode);
                if (priced instanceof Pricing.Priced price) {
                    options.add(new Option(stored, centre(stored), price.estimate(), standing.reasons()));
                } else {
                    leftOut.add(stored, mode, ((Pricing.Unpriced) priced).lacks());
                }
            }
        }
        return options;
    }

    private String centre(HealthcareService service) {
        return Optional.ofNullable(service.getProvidedBy().getReferenceElement().getIdPart())
                .flatMap(directory::organization)
                .map(Organization::getName)
                .orElse(service.getName());
    }

    private static RefusedException nothing(OptionsBundle.LeftOut leftOut) {
        List<Refusal> refusals = leftOut.refusals();
        return refusals.isEmpty()
                ? Refusal.unprocessable(
                                "no-price",
                                "No centre of the directory treats this tumour type, so that there is nothing to offer.")
                        .asException()
                : new RefusedException(refusals);
    }
}
