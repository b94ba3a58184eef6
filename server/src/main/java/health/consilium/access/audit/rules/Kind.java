package health.consilium.access.audit.rules;

/** What an event is. */
public enum Kind {
    READ,
    SEARCH,
    CREATE,
    UPDATE,
    DELETE,
    /** A transaction or batch that did more than one of these. */
    TRANSACTION,
    OPERATION,
    /** A centre got what a package lists. */
    DISCLOSURE,
    /** A bulk export was asked for, or records of a patient went into a file of it. */
    EXPORT,
    /** The caller was not allowed to, or there was nothing there for that caller. */
    DENIED,
    /** The request was refused for another reason, or broke. */
    FAILED,
    SIGN_IN,
    SIGN_IN_FAILED,
    SIGN_OUT,
    /** An app or system got an access token. */
    TOKEN,
    /** An account, a passkey, a client or a proxy was made, changed or taken away. */
    ADMINISTRATION,
    /** What somebody did beyond the usual rules, in an emergency. */
    BREAK_GLASS,
    /** Something was erased for good, or a centre attested that it has erased its copy. */
    ERASURE,
    /** An erasure was asked for, and a duty to keep stood against it. */
    ERASURE_REFUSED
}
