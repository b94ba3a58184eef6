package health.consilium.terminology.rules;

/** The content itself is broken (a checklist that does not parse, a map to an unknown type): never the caller's fault. */
public class ContentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ContentException(String message) {
        super(message);
    }

    public ContentException(String message, Throwable cause) {
        super(message, cause);
    }
}
