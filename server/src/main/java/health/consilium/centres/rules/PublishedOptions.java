package health.consilium.centres.rules;

import health.consilium.fhir.Days;
import health.consilium.fhir.Refusal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.RequestGroup;

/** What has to be right with options before the patient sees them. */
public final class PublishedOptions {

    private static final String VALIDITY = "https://w3id.org/consilium/fhir/StructureDefinition/validity";

    private PublishedOptions() {}

    /**
     * @param claims the prices, in the order of the actions; empty where an action has none of this case
     */
    public static List<Refusal> objections(RequestGroup group, List<Optional<Claim>> claims, LocalDate today) {
        List<Refusal> objections = new ArrayList<>();
        if (group.getAction().isEmpty()) {
            objections.add(refused("dangling-reference", "There is no option to choose from.", 0));
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < claims.size(); i++) {
            int index = i;
            claims.get(i)
                    .ifPresentOrElse(
                            claim -> objections.addAll(objections(claim, index, seen, today)),
                            () -> objections.add(refused(
                                    "dangling-reference", "The option has no estimate (Claim) of this case.", index)));
        }
        return objections;
    }

    private static List<Refusal> objections(Claim claim, int index, Set<String> seen, LocalDate today) {
        List<Refusal> objections = new ArrayList<>();
        if (claim.getStatus() != Claim.ClaimStatus.DRAFT
                || !seen.add(claim.getIdElement().getIdPart())) {
            objections.add(refused(
                    "published", "Its estimate belongs to another option already; $assess makes a new set.", index));
        }
        if (isExpired(claim, today)) {
            objections.add(refused("option-expired", "Its estimate holds no longer; $assess makes a new set.", index));
        }
        if (!addsUp(claim)) {
            objections.add(refused(
                    "invalid-profile",
                    "The lines of its estimate do not add up: net is quantity times unitPrice, total the sum of net.",
                    index));
        }
        return objections;
    }

    private static Refusal refused(String code, String message, int index) {
        return Refusal.unprocessable(code, message, "RequestGroup.action[" + index + "]");
    }

    /** Whether the last day of the validity is over. */
    public static boolean isExpired(Claim claim, LocalDate today) {
        return validUntil(claim).isBefore(today);
    }

    /** The last day on which the price holds. */
    public static LocalDate validUntil(Claim claim) {
        return Optional.ofNullable(claim.getExtensionByUrl(VALIDITY))
                .map(extension -> (Period) extension.getValue())
                .map(Days::last)
                .orElse(LocalDate.MIN);
    }

    /** Prices of a draft may be changed by hand, sums by nobody. */
    public static boolean addsUp(Claim claim) {
        BigDecimal total =
                claim.getItem().stream().map(item -> item.getNet().getValue()).reduce(BigDecimal.ZERO, BigDecimal::add);
        return claim.getItem().stream().allMatch(PublishedOptions::addsUp)
                && total.compareTo(claim.getTotal().getValue()) == 0;
    }

    private static boolean addsUp(ItemComponent item) {
        if (!item.getUnitPrice().hasValue()) {
            return true;
        }
        BigDecimal quantity = item.getQuantity().hasValue() ? item.getQuantity().getValue() : BigDecimal.ONE;
        return item.getUnitPrice()
                        .getValue()
                        .multiply(quantity)
                        .compareTo(item.getNet().getValue())
                == 0;
    }
}
