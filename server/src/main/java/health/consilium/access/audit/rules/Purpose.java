package health.consilium.access.audit.rules;

/**
 * Why a role acts, as a code of {@code http://terminology.hl7.org/CodeSystem/v3-ActReason}. Roles have one purpose each here;
 * an emergency says its own.
 */
public final class Purpose {

    public static final String SYSTEM = "http://terminology.hl7.org/CodeSystem/v3-ActReason";

    /** Emergency access beyond the usual rules. */
    public static final String BREAK_GLASS = "BTG";

    private Purpose() {}

    public static String of(String role) {
        return switch (role) {
            case "patient" -> "PATRQT";
            case "hospital", "centre" -> "TREAT";
            case "coordinator" -> "COC";
            case "translator" -> "HOPERAT";
            default -> "HSYSADMIN";
        };
    }
}
