package health.consilium.people;

/** Asks the records whether somebody is there; implemented where the records are. */
public interface Directory {

    /** @param reference such as {@code Practitioner/1} or {@code Organization/2} */
    boolean exists(String reference);

    /** Whether this patient has a case. */
    boolean hasCase(String patient);

    /** Whether the records of this patient have this mail address. */
    boolean isAddressOf(String patient, String email);
}
