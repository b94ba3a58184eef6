package health.consilium.smart;

/**
 * Order of the security filter chains. A module with pages of its own puts its chain between {@link #AUTHORIZATION} and
 * {@link #PAGES}, which takes every request that is left and denies what it does not know.
 */
public final class FilterChains {

    /** FHIR requests: bearer token or nothing. */
    public static final int FHIR = 10;

    /** The authorization server's endpoints. */
    public static final int AUTHORIZATION = 20;

    /** Sign-in of people, and what they and the administrator do about it. */
    public static final int PEOPLE = 50;

    /** Consent and account page, and the end of the line. */
    public static final int PAGES = 100;

    private FilterChains() {}
}
