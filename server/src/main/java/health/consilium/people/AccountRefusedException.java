package health.consilium.people;

import org.springframework.security.authentication.BadCredentialsException;

/** A way into an account that is known was refused. The trail names the account; the answer does not. */
class AccountRefusedException extends BadCredentialsException {

    private static final long serialVersionUID = 1L;

    private final String username;

    AccountRefusedException(String username, String message, Throwable cause) {
        super(message, cause);
        this.username = username;
    }

    String username() {
        return username;
    }
}
