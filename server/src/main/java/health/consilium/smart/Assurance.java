package health.consilium.smart;

/** How sure we are of who signed in. */
public enum Assurance {

    /** A link that came by mail, which others may read too. Opens the person's own records, and changes no consent. */
    LINK("low"),

    /** A passkey with user verification; no look-alike page can pass it on. */
    PASSKEY("phr"),

    /** An upstream OpenID provider, as strong as its registration asks for. */
    ISSUER("upstream"),

    /** A password of the demo. */
    PASSWORD("demo"),

    /** No person: a system with its own credential. */
    SYSTEM("system");

    private final String acr;

    Assurance(String acr) {
        this.acr = acr;
    }

    /**
     * The value of the claim {@code acr}.
     *
     * @see <a href="https://openid.net/specs/openid-connect-eap-acr-values-1_0-final.html">OpenID Connect EAP ACR Values</a>
     */
    public String acr() {
        return acr;
    }

    /** The person proved it to this server, by something that nobody else has; not to another, and not by a mail. */
    public boolean isOfOwnCredential() {
        return this == PASSKEY || this == PASSWORD;
    }

    public boolean isLow() {
        return this == LINK;
    }
}
