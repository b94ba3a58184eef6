package health.consilium.centres;

import health.consilium.centres.rules.CostLine;
import health.consilium.centres.rules.Estimator;
import health.consilium.centres.rules.Estimator.Item;
import health.consilium.centres.rules.LanguageFit;
import health.consilium.centres.rules.Mode;
import health.consilium.centres.rules.PriceList;
import health.consilium.centres.rules.PriceListReader;
import health.consilium.centres.rules.Pricing;
import health.consilium.centres.rules.Range;
import health.consilium.centres.rules.TranslationPages;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.HealthcareService;
import org.springframework.stereotype.Component;

/** What the options of a case cost: which lines it needs, how many of each. */
@Component
class OptionPricing {

    private final Cases cases;
    private final Directory directory;
    private final CentresSettings settings;

    OptionPricing(Cases cases, Directory directory, CentresSettings settings) {
        this.cases = cases;
        this.directory = directory;
        this.settings = settings;
    }

    /** Prices the options of one case. */
    interface Prices {

        /** @param spoken languages of the service */
        Pricing price(HealthcareService service, List<String> spoken, Mode mode);
    }

    Prices of(CaseFile file, List<String> languages, AssessRequest request, LocalDate day) {
        Map<String, Range> pages = TranslationPages.of(
                cases.resources(file.number(), DocumentReference.class),
                Range.of(1, settings.pagesOfDocument(), 3 * settings.pagesOfDocument()));
        PriceList desk = directory.deskPrices();
        return (service, spoken, mode) -> {
            PriceList centre = PriceListReader.read(service);
            Optional<Currency> currency = request.currency().or(() -> ownCurrency(centre, mode, day));
            return currency.map(unit -> Estimator.price(
                            new Estimator.Question(
                                    unit,
                                    mode,
                                    day,
                                    settings.estimateDays(),
                                    items(pages, languages, spoken),
                                    request.rates()),
                            centre,
                            desk))
                    .orElseGet(() -> new Pricing.Unpriced(
                            List.of(Pricing.Lack.ofPrice(CostLine.REVIEW, Optional.empty(), day))));
        };
    }

    private static Optional<Currency> ownCurrency(PriceList centre, Mode mode, LocalDate day) {
        return centre.currencies(new PriceList.Wanted(CostLine.REVIEW, Optional.empty(), mode, day)).stream()
                .findFirst();
    }

    /** Whether slides and images are read again is for the specialist to say: from not at all to once. */
    private List<Item> items(Map<String, Range> pages, List<String> languages, List<String> spoken) {
        Range perhaps = Range.of(0, 1, 1);
        List<Item> items = new ArrayList<>();
        items.add(Item.needed(CostLine.REVIEW));
        items.add(new Item(CostLine.SLIDE_REREAD, Optional.empty(), perhaps, false));
        items.add(new Item(CostLine.IMAGE_REREAD, Optional.empty(), perhaps, false));
        pages.forEach((language, count) ->
                items.add(new Item(CostLine.TRANSLATION_PAGE, Optional.of(language), count, true)));
        opinion(languages).ifPresent(items::add);
        interpreter(languages, spoken).ifPresent(items::add);
        items.add(Item.needed(CostLine.COORDINATION));
        return items;
    }

    /** The opinion comes in English and is translated for who does not read it. */
    private Optional<Item> opinion(List<String> languages) {
        boolean english =
                languages.isEmpty() || languages.stream().anyMatch(tag -> !TranslationPages.isTranslated(tag));
        int pages = settings.pagesOfOpinion();
        return english
                ? Optional.empty()
                : Optional.of(new Item(
                        CostLine.TRANSLATION_PAGE, Optional.of(languages.get(0)), Range.of(1, pages, 2 * pages), true));
    }

    /** A talk with the specialist is offered and not obliged; where no language is shared it needs an interpreter. */
    private static Optional<Item> interpreter(List<String> languages, List<String> spoken) {
        return languages.isEmpty() || LanguageFit.of(languages, spoken).fits()
                ? Optional.empty()
                : Optional.of(new Item(CostLine.INTERPRETER, Optional.of(languages.get(0)), Range.of(0, 1, 1), false));
    }
}
