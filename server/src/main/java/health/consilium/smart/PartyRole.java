package health.consilium.smart;

/** The part that a caller plays in a second opinion. */
public enum PartyRole {
    PATIENT,
    HOSPITAL,
    COORDINATOR,
    TRANSLATOR,
    CENTRE,
    ADMIN
}
