import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { webviewHtml } from '../../src/extension/webviewHtml.ts';

const html = webviewHtml({
  script: 'https://host/dist/webview.js?a=1&b=2',
  styles: ['https://host/a.css', 'https://host/b.css'],
  cspSource: 'https://*.host',
  nonce: 'bm9uY2U=',
  language: 'de',
  texts: { Name: '</script><b>&' },
});

describe('webviewHtml', () => {
  it('allows nothing but the own script, styles and fonts', () => {
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1];
    assert.equal(
      policy,
      "default-src 'none'; style-src https://*.host; font-src https://*.host; script-src 'nonce-bm9uY2U='",
    );
  });

  it('has one script, with the nonce, and nothing inline', () => {
    const scripts = html
      .match(/<script[^>]*>[^<]*<\/script>/g)
      ?.filter((script) => !script.includes('application/json'));
    assert.deepEqual(scripts, ['<script nonce="bm9uY2U=" src="https://host/dist/webview.js?a=1&amp;b=2"></script>']);
    assert.doesNotMatch(html, / on\w+=|<style|style=/);
  });

  it('has the translations as data, whatever is in them', () => {
    const data = /<script type="application\/json" id="texts">(.*?)<\/script>/.exec(html)?.[1] ?? '';
    assert.deepEqual(JSON.parse(data), { Name: '</script><b>&' });
  });

  it('has the language and the styles', () => {
    assert.match(html, /<html lang="de">/);
    assert.equal(html.match(/<link rel="stylesheet"/g)?.length, 2);
  });
});
