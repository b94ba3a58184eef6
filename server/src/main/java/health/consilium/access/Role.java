package health.consilium.access;

/** The part that a caller plays. The codes are those of {@code CodeSystem/case-role}. */
public enum Role {
    PATIENT,
    HOSPITAL,
    COORDINATOR,
    TRANSLATOR,
    CENTRE,
    ADMIN,
    /** The server itself: mirrors, timers, start-up. Never a token. */
    SERVER;

    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
