package io.doorstep.chat.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptShrinkerTests {
    /** Measured with all of it in; what a page loads before anybody opens the chat. */
    private static final int MOST_COMPRESSED = 16 * 1024;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            # script                                             | made small
            const word = 1; // a remark                          | const e=1;
            /** What it is. */ const word = 1;                   | const e=1;
            const pattern = /[/]"'{/g.test("`");                 | const e=/[/]"'{/g.test("`");
            const half = count / 2 / count;                      | const e=count/2/count;
            return /a b/.test(text);                             | return /a b/.test(text);
            const text = `a ${b + `c ${d}`} e`;                  | const e=`a ${b+`c ${d}`} e`;
            a + +b; a - -b;                                      | a+ +b;a- -b;
            function first(second) { return second in first; }   | function e(t){return t in e}
            const { length, other: mine } = text;                | const{length,other:e}=text;
            const names = []; export { names };                  | const names=[];export{names};
            const size = 3; shown.size = size;                   | const size=3;shown.size=size;
            class Lamp { #glow = 1; on() { return this.#glow; } }| class e{#e=1;on(){return this.#e}}
            class Lamp { static shade = 1; get foot() {} }       | class e{static shade=1;get foot(){}}
            const many = (...rest) => [...rest];                 | const t=(...e)=>[...e];
            { while (a()); }                                     | {while(a());}
            { if (a()) b(); }                                    | {if(a())b()}
            const many = 60_000;                                 | const e=60000;
            const document = 1;                                  | const document=1;
            ~"#glow"; `.glow`; /#glow/.test(x)~                  | ~"#glow";`.glow`;/#glow/.test(x)~
            """)
    void shrink_keepsWhatAScriptDoes(String script, String small) {
        assertThat(ScriptShrinker.shrink(script)).isEqualTo(small);
    }

    @Test
    void shrink_keepsTheLineBreaksThatEndStatements() {
        assertThat(ScriptShrinker.shrink("class Lamp {\n  on() {}\n\n  off() {}\n}\nlit()\n  .then(1)\ndim()\n"))
                .isEqualTo("class e{on(){}off(){}}lit().then(1)\ndim()");
    }

    @Test
    void clientIsSmall() {
        assertThat(new PageScripts().client().compressed()).hasSizeLessThanOrEqualTo(MOST_COMPRESSED);
    }
}
