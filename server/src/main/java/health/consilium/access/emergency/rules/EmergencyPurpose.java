package health.consilium.access.emergency.rules;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a case is read for in an emergency, as codes of HL7's purposes of use: those that an emergency can have.
 *
 * @see <a href="https://terminology.hl7.org/ValueSet-v3-PurposeOfUse.html">PurposeOfUse</a>
 */
public enum EmergencyPurpose {

    /** Breaking the glass, and nothing more exact. */
    BTG,

    /** Treatment in an emergency. */
    ETREAT,

    /** Treatment in the emergency room of a hospital. */
    ERTREAT,

    /** To keep somebody from harm that threatens. */
    THREAT,

    /** A disaster with many injured. */
    DISASTER;

    public static Optional<EmergencyPurpose> of(String code) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.name().equals(code))
                .findFirst();
    }

    /** All of them, to be read by a person. */
    public static String codes() {
        return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
    }
}
