package health.consilium.translation;

/** The ways in which documents are translated, each with its Task codes. */
enum Direction {
    /** A patient's record into English, for the centre. */
    RECORD("translate", "verify-translation"),
    /** A centre's report into the patient's language. */
    REPORT("translate-report", "verify-report-translation"),
    /** A centre's answer to a follow-up question into the patient's language. */
    ANSWER("translate-answer", "verify-answer-translation");

    private final String translate;
    private final String verify;

    Direction(String translate, String verify) {
        this.translate = translate;
        this.verify = verify;
    }

    String translate() {
        return translate;
    }

    String verify() {
        return verify;
    }
}
