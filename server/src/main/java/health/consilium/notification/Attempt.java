package health.consilium.notification;

/** How one attempt to deliver a message ended. */
sealed interface Attempt {

    /** The receiver took it. */
    record Sent() implements Attempt {}

    /** @param problem what stood in the way, nothing from the answer of the receiver */
    record Failed(String problem) implements Attempt {}

    /** It is not to be sent any more. */
    record Withheld(String reason) implements Attempt {}
}
