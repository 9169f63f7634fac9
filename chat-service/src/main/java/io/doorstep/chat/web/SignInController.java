package io.doorstep.chat.web;

import io.doorstep.chat.web.SignInPage.Notice;
import io.doorstep.chat.web.SignInPage.Wait;
import io.doorstep.chat.web.SignInTexts.Texts;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which agents and operators sign in. */
@Controller
class SignInController {

    private final SignInTexts languages;

    SignInController(SignInTexts languages) {
        this.languages = languages;
    }

    @GetMapping(SignInPage.PATH)
    String form(@RequestParam(name = SignInPage.NOTICE, required = false) @Nullable String notice,
            HttpServletRequest request, CsrfToken csrf, Model model) {
        Texts texts = languages.of(request);
        return page(texts, Notice.of(notice).words(texts), request, csrf, model);
    }

    @RequestMapping(path = SignInPage.WAIT_PATH, method = {RequestMethod.GET, RequestMethod.POST})
    String wait(@RequestAttribute(name = SignInPage.WAIT_NOTICE, required = false) @Nullable Wait wait,
            HttpServletRequest request, CsrfToken csrf, Model model) {
        Texts texts = languages.of(request);
        return wait == null
                ? "redirect:" + SignInPage.PATH
                : page(texts, texts.say(wait.reason(), wait.seconds()), request, csrf, model);
    }

    private static String page(Texts texts, String notice, HttpServletRequest request, CsrfToken csrf, Model model) {
        model.addAttribute("lang", texts.language());
        model.addAttribute("dir", texts.direction());
        model.addAttribute("texts", texts.byKey());
        model.addAttribute("notice", notice);
        model.addAttribute("noticed", !notice.isEmpty());
        model.addAttribute("to", Destination.wantedBy(request));
        model.addAttribute("csrfName", csrf.getParameterName());
        model.addAttribute("csrfToken", csrf.getToken());
        return "sign-in";
    }
}
