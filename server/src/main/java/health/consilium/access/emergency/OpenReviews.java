package health.consilium.access.emergency;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The reviews that are still to be made, for whoever keeps their time. */
@Component
public class OpenReviews {

    private final Register register;
    private final PrivacyOfficer officer;

    OpenReviews(Register register, PrivacyOfficer officer) {
        this.register = register;
        this.officer = officer;
    }

    /** The oldest first. */
    public List<EmergencyToReview> all() {
        List<Emergency> waiting = register.unreviewed();
        Optional<String> reviewer = waiting.isEmpty() ? Optional.empty() : officer.named();
        return waiting.stream()
                .map(emergency -> new EmergencyToReview(
                        emergency.reference(), emergency.file().number(), emergency.declaredAt(), reviewer))
                .toList();
    }
}
