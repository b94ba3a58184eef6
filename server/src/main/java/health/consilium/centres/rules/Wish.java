package health.consilium.centres.rules;

import health.consilium.terminology.rules.Designations;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a review service is wanted for.
 *
 * @param tumour the tumour type of the case
 * @param mode how the opinion shall be given; empty for either way
 * @param languages BCP 47 tags, the best first
 * @param maxTurnaround business days that the report may take at most
 * @param excluded ids of Organizations to leave out
 * @param chosen what the patient has picked already, and still holds
 * @param today the day on which capacity is looked at
 */
public record Wish(
        Tumour tumour,
        Optional<Mode> mode,
        List<String> languages,
        Optional<BigDecimal> maxTurnaround,
        Set<String> excluded,
        Optional<Chosen> chosen,
        LocalDate today) {

    public Wish {
        languages = List.copyOf(languages);
        excluded = Set.copyOf(excluded);
    }

    /** A code of {@code CodeSystem/tumour-type} and what it is called. */
    public record Tumour(String code, Designations name) {}

    /**
     * The option that the patient picked.
     *
     * @param service id of the HealthcareService
     * @param phrase what was picked, at what price, for how long
     */
    public record Chosen(String service, Phrase phrase) {}

    boolean isChosen(ReviewService service) {
        return chosen.filter(pick -> pick.service().equals(service.entry().id()))
                .isPresent();
    }
}
