package health.consilium.packaging.rules;

import java.util.List;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Narrative.NarrativeStatus;

/** Section texts: XHTML without anything that a browser would run or fetch. */
final class Narratives {

    private Narratives() {}

    static Narrative list(List<String> lines) {
        StringBuilder div = new StringBuilder("<div xmlns=\"http://www.w3.org/1999/xhtml\"><ul>");
        lines.forEach(line -> div.append("<li>").append(escaped(line)).append("</li>"));
        return narrative(div.append("</ul></div>").toString());
    }

    static Narrative paragraph(String text) {
        return narrative("<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>" + escaped(text) + "</p></div>");
    }

    private static Narrative narrative(String div) {
        Narrative narrative = new Narrative();
        narrative.setStatus(NarrativeStatus.ADDITIONAL);
        narrative.setDivAsString(div);
        return narrative;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
