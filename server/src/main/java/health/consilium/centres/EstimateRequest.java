package health.consilium.centres;

import health.consilium.centres.rules.CostLine;
import health.consilium.centres.rules.Estimator.Item;
import health.consilium.centres.rules.LanguageTag;
import health.consilium.centres.rules.Mode;
import health.consilium.centres.rules.Range;
import health.consilium.centres.rules.Rate;
import health.consilium.centres.rules.TranslationPages;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;

/**
 * What {@code $estimate} is asked.
 *
 * @param service id of the HealthcareService
 * @param items lines to price
 */
record EstimateRequest(Mode mode, String service, Currency currency, List<Item> items, List<Rate> rates) {

    private static final int MOST_PAGES = 100_000;

    /** Parameters as they come. HAPI asks for those that are needed, but not where there is none at all. */
    record Given(
            CodeType option,
            Reference service,
            List<IntegerType> pages,
            List<CodeType> languages,
            List<CodeType> lines,
            CodeType currency,
            List<ParametersParameterComponent> rates) {}

    /** @throws RefusedException 400 or 422, naming the parameter */
    static EstimateRequest of(Given given, LocalDate day, CentresSettings settings) {
        List<Item> items = new ArrayList<>();
        items.add(Item.needed(CostLine.REVIEW));
        present(given.lines()).forEach(line -> items.add(item(line)));
        items.addAll(translation(present(given.pages()), present(given.languages())));
        items.add(Item.needed(CostLine.COORDINATION));
        return new EstimateRequest(
                Mode.of(needed(given.option(), "option").getValue())
                        .orElseThrow(() -> refused("option", "option is remote or in-person.")),
                service(needed(given.service(), "service")),
                RateParameters.currency(needed(given.currency(), "currency").getValue(), "currency"),
                items,
                RateParameters.rates(given.rates(), day, settings.oldestRateDays()));
    }

    private static <T> T needed(T value, String parameter) {
        if (value == null) {
            throw Refusal.badRequest("malformed", parameter + " is needed.", expression(parameter))
                    .asException();
        }
        return value;
    }

    private static <T> List<T> present(List<T> values) {
        return values == null ? List.of() : values;
    }

    private static Item item(CodeType code) {
        return CostLine.of(code.getValue())
                .filter(line ->
                        line == CostLine.SLIDE_REREAD || line == CostLine.IMAGE_REREAD || line == CostLine.INTERPRETER)
                .map(Item::needed)
                .orElseThrow(() -> refused(
                        "line",
                        "line is slide-reread, image-reread or interpreter; review and coordination are in every"
                                + " estimate, and pages and language say what is translated."));
    }

    private static List<Item> translation(List<IntegerType> pages, List<CodeType> languages) {
        if (pages.size() != languages.size()) {
            throw Refusal.badRequest(
                            "malformed",
                            "Give as many pages as languages, in the same order: the first number is that of the pages in"
                                    + " the first language.",
                            expression("pages"))
                    .asException();
        }
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < pages.size(); i++) {
            String language = language(languages.get(i));
            int count = count(pages.get(i));
            if (count > 0 && TranslationPages.isTranslated(language)) {
                items.add(new Item(CostLine.TRANSLATION_PAGE, Optional.of(language), Range.exactly(count), true));
            }
        }
        return items;
    }

    private static int count(IntegerType pages) {
        Integer count = pages.getValue();
        if (count == null || count < 0 || count > MOST_PAGES) {
            throw Refusal.badRequest("malformed", "pages is from 0 to " + MOST_PAGES + ".", expression("pages"))
                    .asException();
        }
        return count;
    }

    private static String language(CodeType language) {
        return Optional.ofNullable(language.getValue())
                .filter(LanguageTag::isOne)
                .orElseThrow(() -> refused("language", "language is a BCP 47 tag, such as hi or zh-Hans."));
    }

    private static String service(Reference service) {
        if (!"HealthcareService".equals(service.getReferenceElement().getResourceType())
                || !service.getReferenceElement().hasIdPart()) {
            throw Refusal.badRequest(
                            "malformed",
                            "service refers to a HealthcareService, such as HealthcareService/1.",
                            expression("service"))
                    .asException();
        }
        return service.getReferenceElement().getIdPart();
    }

    private static RefusedException refused(String parameter, String message) {
        return Refusal.unprocessable("unknown-code", message, expression(parameter))
                .asException();
    }

    private static String expression(String parameter) {
        return "Parameters.parameter.where(name = '" + parameter + "')";
    }
}
