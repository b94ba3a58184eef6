package health.consilium.workflow;

import health.consilium.fhir.FhirPackage;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import org.hl7.fhir.r4.model.Identifier;
import org.springframework.stereotype.Component;

/** Gives numbers to cases and referrals: random, so that no number tells of another. */
@Component
public class Numbers {

    public static final String CASE_SYSTEM = FhirPackage.CANONICAL + "/sid/case-number";
    public static final String REFERRAL_SYSTEM = FhirPackage.CANONICAL + "/sid/referral-number";

    /** Crockford's base 32: no letter that is taken for a digit when read over the telephone. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    Numbers(Clock clock) {
        this.clock = clock;
    }

    public String newCaseNumber() {
        return "C" + tail();
    }

    public String newReferralNumber() {
        return "R" + tail();
    }

    public static Identifier ofCase(String number) {
        return new Identifier().setSystem(CASE_SYSTEM).setValue(number);
    }

    public static Identifier ofReferral(String number) {
        return new Identifier().setSystem(REFERRAL_SYSTEM).setValue(number);
    }

    private String tail() {
        StringBuilder tail =
                new StringBuilder("-" + clock.instant().atZone(ZoneOffset.UTC).getYear() + "-");
        for (int i = 0; i < 8; i++) {
            tail.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return tail.toString();
    }
}
