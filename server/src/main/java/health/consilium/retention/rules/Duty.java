package health.consilium.retention.rules;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The duty to keep medical records.
 *
 * @param country ISO 3166-1 code of the country whose law it is
 * @param until first day on which the records may be erased
 * @param ground the law, as the operator has set it
 */
public record Duty(String country, LocalDate until, String ground) {

    private static final Comparator<Duty> LONGEST = Comparator.comparing(Duty::until);

    /**
     * How long a country has records kept.
     *
     * @param years after the end of the case
     * @param ground the law
     */
    public record Law(int years, String ground) {}

    /**
     * The duty that lasts longest of those that concern a case, if one lasts still.
     *
     * @param laws by country
     * @param countries that the case touches
     * @param ended when the case ended
     */
    public static Optional<Duty> standing(
            Map<String, Law> laws, Collection<String> countries, LocalDate ended, LocalDate today) {
        return of(laws, countries, ended)
                .filter(duty -> duty.until().isAfter(today))
                .max(LONGEST);
    }

    /**
     * The duty that lasted longest, if none lasts any more. Empty as well for a case that touches a country whose law is not
     * known: only a person can say that nothing has to be kept.
     */
    public static Optional<Duty> over(
            Map<String, Law> laws, Collection<String> countries, LocalDate ended, LocalDate today) {
        boolean known = countries.stream().allMatch(country -> laws.containsKey(country.toUpperCase(Locale.ROOT)));
        return known && standing(laws, countries, ended, today).isEmpty()
                ? of(laws, countries, ended).max(LONGEST)
                : Optional.empty();
    }

    /** Until when, and why. */
    public String words() {
        return until + ": " + ground + " (" + country + ")";
    }

    private static Stream<Duty> of(Map<String, Law> laws, Collection<String> countries, LocalDate ended) {
        return countries.stream()
                .map(country -> country.toUpperCase(Locale.ROOT))
                .filter(laws::containsKey)
                .map(country -> new Duty(
                        country,
                        ended.plusYears(laws.get(country).years()),
                        laws.get(country).ground()));
    }
}
