package health.consilium.centres.rules;

import health.consilium.fhir.Refusal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What comes of pricing an option. */
public sealed interface Pricing {

    record Priced(Estimate estimate) implements Pricing {}

    /** Each of these lines has no price. */
    record Unpriced(List<Lack> lacks) implements Pricing {

        public Unpriced {
            lacks = List.copyOf(lacks);
        }

        public List<Refusal> refusals() {
            return lacks.stream().map(Lack::refusal).toList();
        }
    }

    /**
     * A line without a price.
     *
     * @param refusal for whoever keeps the price lists
     * @param phrase for everybody else, in any language
     */
    record Lack(Refusal refusal, Phrase phrase) {

        public static Lack ofPrice(CostLine line, Optional<String> language, LocalDate day) {
            return new Lack(
                    Refusal.unprocessable(
                            "no-price",
                            whose(line) + " has no price for " + named(line, language) + " that holds on " + day
                                    + ". Add a list-price to its HealthcareService."),
                    new Phrase(
                            line.isOfCentre() ? "unpriced.centre" : "unpriced.desk",
                            Map.of("line", phrase(line, language), "day", day.toString())));
        }

        /** @param priced currencies in which there is a price */
        static Lack ofRate(CostLine line, Optional<String> language, String priced, String wanted) {
            return new Lack(
                    Refusal.unprocessable(
                            "no-exchange-rate",
                            whose(line) + " prices " + named(line, language) + " in " + priced + ", not in " + wanted
                                    + ". Ask for the estimate in " + priced + ", or supply a rate into " + wanted
                                    + " with its date."),
                    new Phrase(
                            line.isOfCentre() ? "unpriced.currency.centre" : "unpriced.currency.desk",
                            Map.of("line", phrase(line, language), "priced", priced, "wanted", wanted)));
        }

        private static String whose(CostLine line) {
            return line.isOfCentre() ? "The centre" : "The coordination desk";
        }

        private static String named(CostLine line, Optional<String> language) {
            return line.code() + language.map(tag -> " from or into " + tag).orElse("");
        }

        private static Phrase phrase(CostLine line, Optional<String> language) {
            Phrase named = Phrase.of("line." + line.code());
            return language.map(tag -> new Phrase(
                            "line.language", Map.of("line", named, "language", new Phrase.Languages(List.of(tag)))))
                    .orElse(named);
        }
    }
}
