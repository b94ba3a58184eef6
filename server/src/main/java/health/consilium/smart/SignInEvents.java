package health.consilium.smart;

/**
 * Who signed in, who tried to, and who got a token; published when it happens.
 */
public final class SignInEvents {

    /** Stands for the account or client where there is none: people type passwords into the wrong field. */
    public static final String UNKNOWN = "unknown";

    private SignInEvents() {}

    /** How people and systems prove who they are. */
    public enum Method {
        PASSWORD,
        PASSKEY,
        ONE_TIME_LINK,
        OPENID_CONNECT,
        CLIENT_CREDENTIALS
    }

    /** A person signed in. */
    public record SignedIn(String subject, Method method, String address) {}

    /**
     * A person or a client did not prove who it is.
     *
     * @param subject an account or client that exists, else {@link #UNKNOWN}
     */
    public record SignInFailed(String subject, Method method, String address) {}

    public record SignedOut(String subject, String address) {}

    /** An app got an access token for a person, or a system for itself ({@code subject} is its client id then). */
    public record TokenIssued(String subject, String client, String address) {}

    /**
     * The tokens of one app for a person, or of a system, ended.
     *
     * @param reused whether they did because a refresh token came a second time
     */
    public record TokenRevoked(String subject, String client, String address, boolean reused) {}

    /** A person took an app's access back. */
    public record AppRevoked(String subject, String client) {}

    /** Somebody with a token asked for what is not for such a token, outside of FHIR. */
    public record Denied(String subject) {}
}
