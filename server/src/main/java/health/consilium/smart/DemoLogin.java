package health.consilium.smart;

/**
 * One of the demo's ways in.
 *
 * @param kind whether a person or a system uses it
 * @param id user name or client id
 * @param secret password or client secret
 * @param fhirUser the resource that describes the person or organization
 */
public record DemoLogin(Kind kind, String id, String secret, PartyRole role, String fhirUser) {

    /** A person signs in on a page, a system at the token endpoint. */
    public enum Kind {
        PERSON,
        SYSTEM
    }
}
